package org.posthouse.container.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.spi.ResourceAdapter;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// What is in which archive: the connector and the house share no class, and the connector needs nobody.
class ArchivesIT {
    private static final File CONNECTOR = new File("target/rar/posthouse-connector.jar");
    private static final File HOUSE = new File("target/posthouse.war");

    private static Set<String> entries(File archive, String under) throws Exception {
        try (var zip = new ZipFile(archive)) {
            var names = new TreeSet<String>();
            zip.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName()).filter(name -> name.startsWith(under)).forEach(name -> names.add(name.substring(under.length())));
            return names;
        }
    }

    @Test void theConnectorMissesNothing() throws Exception {
        var api = new File(ResourceAdapter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var said = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(said), new PrintWriter(said), "--missing-deps", "-cp", api.getPath(), CONNECTOR.getPath());
        assertEquals("", said.toString());
        assertEquals(0, exit);
    }

    @Test void noClassIsInBoth() throws Exception {
        var both = entries(CONNECTOR, "org/posthouse/");
        assertTrue(both.size() > 100, both.toString());
        both.retainAll(entries(HOUSE, "WEB-INF/classes/org/posthouse/"));
        assertEquals(Set.of(), both);
    }

    @Test void theConnectorBringsItsTexts() throws Exception {
        assertTrue(entries(CONNECTOR, "org/posthouse/connector/pop3/").containsAll(List.of("texts_en.properties", "texts_ja.properties", "texts_zh.properties")));
    }

    @Test void theConnectorIsNothingButOurs() throws Exception {
        assertEquals(Set.of("META-INF/MANIFEST.MF", "posthouse-connector.jar"), entries(new File("target/posthouse-connector.rar"), ""));
        for (var name : entries(CONNECTOR, "")) assertTrue(name.startsWith("org/posthouse/") || name.equals("META-INF/MANIFEST.MF"), name);
    }

    @Test void theHouseIsNothingButOursAndItsLibrariesBringNoApiOfTheServer() throws Exception {
        assertEquals(Set.of(), entries(HOUSE, "WEB-INF/lib/"), "docs/adr/0004");
        assertEquals(Set.of(), entries(HOUSE, "WEB-INF/classes/org/posthouse/launcher/"));
        var libraries = entries(new File("target/posthouse.jar"), "POSTHOUSE/libraries/");
        assertTrue(libraries.size() > 5, libraries.toString());
        for (var library : libraries) assertTrue(!library.startsWith("jakarta.") && !library.startsWith("h2-"), library);
    }
}
