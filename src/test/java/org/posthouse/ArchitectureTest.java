package org.posthouse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the table of packages in docs/architecture.md: arrows point down, the two archives meet in `connector.api`, and each thing is done in its place.
class ArchitectureTest {
    private static final String HOUSE = "org.posthouse.";
    /// Without what the templates are compiled to.
    private static final JavaClasses ALL = new ClassFileImporter().withImportOption(place -> !place.contains("/gg/jte/")).importPath(Path.of("target/classes"));

    /// Lowest first. Packages on one floor do not see each other; a new package must be given its floor here.
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("mime"), Set.of("wire"), Set.of("connector.api"), Set.of("connector.listen"), Set.of("connector.smtp", "connector.pop3"), Set.of("connector.ra"),
            Set.of("store", "message", "sieve"), Set.of("database"), Set.of("setting", "security"), Set.of("domain"), Set.of("text", "log", "dns", "journey", "machine", "link"), Set.of("account", "certificate", "spf"),
            Set.of("routing"), Set.of("mailbox", "policy", "smtpclient"), Set.of("housemail", "backup"), Set.of("queue"), Set.of("reply", "transport", "collecting", "filter"), Set.of("gateway"), Set.of("list"), Set.of("list.archive"), Set.of("list.post", "list.command", "list.digest", "list.bounce"), Set.of("delivery"),
            Set.of("token", "change"), Set.of("form"), Set.of("appliance"), Set.of("form.admin", "form.user", "form.owner", "table"), Set.of("web.ui"), Set.of("web.auth"), Set.of("web.admin", "web.user", "web.archive", "web.list"),
            Set.of("endpoint", "api"));

    private static final Set<String> CONNECTOR = Set.of("mime", "wire", "connector.api", "connector.listen", "connector.smtp", "connector.pop3", "connector.ra");
    /// What of the connector the house may know.
    private static final Set<String> BORDER = Set.of("mime", "wire", "connector.api");
    private static final String LAUNCHER = "launcher";
    private static final String[] JDK = {"java..", "javax.net..", "javax.security.."};

    private static final Map<String, Integer> FLOOR_OF = floors();

    private static Map<String, Integer> floors() {
        var floors = new HashMap<String, Integer>();
        for (int floor = 0; floor < FLOORS.size(); floor++) for (var name : FLOORS.get(floor)) floors.put(name, floor);
        return Map.copyOf(floors);
    }

    private static String packageOf(JavaClass type) { return type.getPackageName().startsWith(HOUSE) ? type.getPackageName().substring(HOUSE.length()) : ""; }

    private static String[] in(String... names) { return List.of(names).stream().map(HOUSE::concat).toArray(String[]::new); }

    @Test void everyPackageHasAFloor() {
        var known = new TreeSet<>(FLOOR_OF.keySet());
        known.add(LAUNCHER);
        var there = ALL.stream().map(ArchitectureTest::packageOf).collect(Collectors.toCollection(TreeSet::new));
        there.removeAll(known);
        assertEquals(Set.of(), there, "packages without a floor");
        assertTrue(ALL.size() > 300, "the classes were compiled into target/classes: " + ALL.size());
    }

    @Test void arrowsPointDown() {
        classes().that(describe("stand on a floor", type -> FLOOR_OF.containsKey(packageOf(type)))).should(new ArchCondition<>("know lower floors only") {
            @Override public void check(JavaClass type, ConditionEvents events) {
                var own = packageOf(type);
                type.getDirectDependenciesFromSelf().forEach(arrow -> {
                    var other = packageOf(arrow.getTargetClass().getBaseComponentType());
                    if (other.isEmpty() || other.equals(own)) return;
                    boolean down = FLOOR_OF.getOrDefault(other, Integer.MAX_VALUE) < FLOOR_OF.get(own);
                    if (!down) events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription()));
                });
            }
        }).check(ALL);
    }

    @Test void thereAreNoCircles() { slices().matching("org.posthouse.(**)").should().beFreeOfCycles().check(ALL); }

    @Test void theHouseMeetsTheConnectorInTheBorderPackagesOnly() {
        var inner = CONNECTOR.stream().filter(name -> !BORDER.contains(name)).toArray(String[]::new);
        noClasses().that().resideOutsideOfPackages(in(CONNECTOR.toArray(String[]::new))).should().dependOnClassesThat().resideInAnyPackage(in(inner)).check(ALL);
    }

    @Test void theConnectorKnowsTheJdkAlone() {
        var own = in(CONNECTOR.toArray(String[]::new));
        classes().that().resideInAnyPackage(own).and().resideOutsideOfPackage(HOUSE + "connector.ra")
                .should().onlyDependOnClassesThat(resideInAnyPackage(JDK).or(resideInAnyPackage(own))).check(ALL);
        classes().that().resideInAPackage(HOUSE + "connector.ra")
                .should().onlyDependOnClassesThat(resideInAnyPackage(JDK).or(resideInAnyPackage(own)).or(resideInAnyPackage("jakarta.resource..", "javax.transaction.xa"))).check(ALL);
    }

    @Test void theLauncherAndTheHouseShareNoClass() {
        classes().that().resideInAPackage(HOUSE + LAUNCHER)
                .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.management", "javax.naming..", "javax.net.ssl", "javax.security.auth.x500", "sun.misc", "fish.payara.micro..", HOUSE + LAUNCHER)).check(ALL);
        noClasses().that().resideOutsideOfPackage(HOUSE + LAUNCHER).should().dependOnClassesThat().resideInAPackage(HOUSE + LAUNCHER).check(ALL);
    }

    @Test void theStoreKnowsNoDatabaseAndNoContainer() {
        noClasses().that().resideInAPackage(HOUSE + "store").should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "jakarta..").check(ALL);
    }

    /// The launcher only asks whether the database opens.
    @Test void onlyModulesTouchEntitiesAndRows() {
        noClasses().that().resideOutsideOfPackages(in("setting", "domain", "machine", "link", "account", "certificate", "routing", "policy", "mailbox", "housemail", "queue", "reply", "filter", "gateway", "collecting", "list", "list.archive", "list.post", "list.command", "list.digest", "list.bounce", "token", "change"))
                .should().dependOnClassesThat().haveFullyQualifiedName("jakarta.persistence.EntityManager").check(ALL);
        noClasses().that().resideOutsideOfPackages(in("launcher", "backup", "database", "setting", "domain", "account", "routing", "policy", "mailbox", "housemail", "queue", "reply", "filter", "gateway", "collecting", "list", "list.archive", "list.post", "list.command", "list.digest", "list.bounce", "delivery", "token", "change"))
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.hibernate..").check(ALL);
    }

    @Test void transactionsBeginInOnePlace() {
        noClasses().that().doNotHaveFullyQualifiedName(HOUSE + "database.UnitOfWork").should().dependOnClassesThat().resideInAnyPackage("jakarta.transaction..").check(ALL);
    }

    /// Faces, endpoints, the dispatcher and what runs by itself; modules work in their caller's transaction. Three exceptions run by themselves: at the start, behind
    /// a sign-in that has been answered, and from housekeeping. Four keep in memory what others ask for on any thread, and look now and then whether it is still true.
    @Test void transactionsBelongToTheEdges() {
        classes().that(describe("use the unit of work", type -> type.getDirectDependenciesFromSelf().stream().anyMatch(arrow -> arrow.getTargetClass().getFullName().equals(HOUSE + "database.UnitOfWork"))))
                .should().resideInAnyPackage(in("endpoint", "api", "queue", "transport", "reply", "gateway", "collecting", "list.archive", "list.post", "list.command", "list.digest", "list.bounce", "delivery", "appliance", "database", "form", "form.owner", "table", "web.auth", "web.ui", "web.admin", "web.user", "web.archive", "web.list"))
                .orShould().haveFullyQualifiedName(HOUSE + "account.SetUp").orShould().haveFullyQualifiedName(HOUSE + "account.SignInNotes")
                .orShould().haveFullyQualifiedName(HOUSE + "setting.Settings").orShould().haveFullyQualifiedName(HOUSE + "domain.Changes").orShould().haveFullyQualifiedName(HOUSE + "routing.Tables").orShould().haveFullyQualifiedName(HOUSE + "policy.Policies").orShould().haveFullyQualifiedName(HOUSE + "filter.Filters").orShould().haveFullyQualifiedName(HOUSE + "list.Lists")
                .orShould().haveFullyQualifiedName(HOUSE + "mailbox.Sweep").check(ALL);
    }

    @Test void rolesAreCheckedByTheFacesOnly() {
        noClasses().that().resideOutsideOfPackages(in("account", "endpoint", "api", "form", "table", "form.admin", "form.user", "form.owner", "web.auth", "web.ui", "web.admin", "web.user", "web.archive", "web.list")).should().dependOnClassesThat().haveFullyQualifiedName(HOUSE + "account.Role").check(ALL);
    }

    @Test void servletsAndResourcesAreFaces() {
        noClasses().that().resideOutsideOfPackages(in("api", "appliance", "web.auth", "web.ui", "web.admin", "web.user", "web.archive", "web.list")).should().dependOnClassesThat().resideInAnyPackage("jakarta.servlet..", "jakarta.ws.rs..", "jakarta.json..").check(ALL);
        noClasses().that().resideOutsideOfPackage(HOUSE + "endpoint").should().dependOnClassesThat().resideInAPackage("jakarta.ejb..").check(ALL);
    }

    @Test void timeComesFromAClock() {
        noClasses().should(new ArchCondition<>("read the machine's clock") {
            private static final Set<String> MACHINE = Set.of("java.time.Instant.now()", "java.time.LocalDate.now()", "java.time.LocalDateTime.now()", "java.time.ZonedDateTime.now()",
                    "java.time.OffsetDateTime.now()", "java.lang.System.currentTimeMillis()", "java.util.Date.<init>()");

            @Override public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnitCallsFromSelf().stream().filter(call -> MACHINE.contains(call.getTarget().getFullName()))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription())));
            }
        }).check(ALL);
    }

    @Test void logsGoThroughSystemLogger() {
        noClasses().that().resideOutsideOfPackage(HOUSE + LAUNCHER).should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.jboss.logging..").check(ALL);
        noClasses().that().resideOutsideOfPackage(HOUSE + LAUNCHER).should().accessField(System.class, "out").orShould().accessField(System.class, "err").check(ALL);
    }

    @Test void verbsAreOneClassEach() {
        for (var family : List.of(in("connector.smtp.SmtpCommand", "connector.smtp.Verb"), in("connector.pop3.Command", "connector.pop3.Verb"))) {
            var verbs = ALL.get(family[1]);
            var made = verbs.getConstructorCallsFromSelf().stream().map(call -> call.getTarget().getOwner().getName()).collect(Collectors.toSet());
            classes().that(assignableTo(family[0]).and(describe("are no interfaces", type -> !INTERFACES.test(type))))
                    .should().haveSimpleNameEndingWith("Command").andShould().beTopLevelClasses()
                    .andShould(new ArchCondition<>("be in the table of verbs") {
                        @Override public void check(JavaClass type, ConditionEvents events) {
                            if (!made.contains(type.getName())) events.add(SimpleConditionEvent.violated(type, type.getName() + " is no verb of " + family[1]));
                        }
                    }).check(ALL);
        }
    }

    @Test void namesSayWhatAThingIs() {
        noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto|DTO)(\\$.*)?").check(ALL);
    }

    @Test void everyPackageSaysWhatItIsFor() throws Exception {
        var silent = new TreeSet<String>();
        for (var name : ALL.stream().map(JavaClass::getPackageName).collect(Collectors.toSet())) {
            var text = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
            if (!Files.exists(text) || !Files.readString(text).contains("Diagnostics")) silent.add(name);
        }
        assertEquals(Set.of(), silent, "packages without a text that ends in their diagnostics");
    }
}
