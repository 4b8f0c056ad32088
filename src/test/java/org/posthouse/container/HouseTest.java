package org.posthouse.container;

import jakarta.inject.Inject;
import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.Dialogue;
import org.posthouse.blackbox.MariaDb;

/// A test that runs inside the server, beside the modules it looks at: in the WAR as it is shipped, with the test classes added. The house is open before each test.
@EnabledIf("org.posthouse.container.HouseTest#databaseIsThere") @ExtendWith(ArquillianExtension.class) @Tag("container")
public abstract class HouseTest {
    @Inject protected People people;

    /// Asked before a server is started; inside the server the property is not set.
    static boolean databaseIsThere() {
        boolean there = !System.getProperty("posthouse.container.database", "H2").equals("MARIADB") || MariaDb.program("mariadbd").isPresent();
        if (!there) System.out.println("left out: a class of in-container tests on MariaDB, because no mariadbd is installed");
        return there;
    }

    @Deployment public static WebArchive house() { return archive("house.war"); }

    static WebArchive archive(String name) {
        return ShrinkWrap.create(ZipImporter.class, name).importFrom(new File("target/posthouse.war")).as(WebArchive.class)
                .addPackage(HouseTest.class.getPackage()).addClasses(Dialogue.class, Await.class)
                .addPackages(false, Filters.include(".*IT(\\$.*)?\\.class"), "org.posthouse.database", "org.posthouse.setting", "org.posthouse.mailbox", "org.posthouse.delivery", "org.posthouse.endpoint");
    }

    @BeforeEach void openTheHouse() { Doors.open(); }
}
