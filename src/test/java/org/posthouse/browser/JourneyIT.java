package org.posthouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;

/// Somebody new: an empty home, no settings, no documentation. Each step begins where the one before ended, and goes on by what is written on links and buttons.
@InABrowser @TestInstance(TestInstance.Lifecycle.PER_CLASS) @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneyIT {
    private static final String PASSWORD = "a-password-of-mine";
    private static final int TABLE = Integer.getInteger("posthouse.browser.table", 200);              // a thousand want a minute of hashing

    private House house;
    private Visitor visitor;

    @BeforeAll void open() {
        house = new House(Path.of("journey"), Map.of("POSTHOUSE_HOSTNAME", "", "POSTHOUSE_DOMAIN", "", "POSTHOUSE_POSTMASTER_PASSWORD", "")).start();
        visitor = new Visitor(house);
    }

    @AfterAll void close() {
        if (visitor != null) visitor.close();
        if (house != null) house.close();
    }

    @Test @Order(1) void theConsolesCodeOpensTheSetUp() throws Exception {
        var code = Pattern.compile("[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}").matcher(house.printed());
        assertTrue(code.find(), "the console tells a code");
        visitor.open("/");
        assertTrue(visitor.path().startsWith("/set-up"), "a house that nobody owns asks for its owner: " + visitor.path());
        visitor.inspect("set-up");
        visitor.fill("code", "AAAA-BBBB-CCCC").fill("hostname", "mail.podunk.test").fill("domain", "podunk.test").fill("people", "machine").fill("password", PASSWORD).fill("again", PASSWORD).push();
        assertNotEquals("", visitor.errorAt("code"));
        assertEquals("podunk.test", visitor.value("domain"), "what was typed is kept");
        visitor.fill("code", code.group()).fill("password", PASSWORD).fill("again", PASSWORD).press();
        assertEquals("/admin/system-users", visitor.path(), visitor::text);
        assertTrue(visitor.sees("podunk.test"), visitor::text);
    }

    @Test @Order(2) void thenItTellsWhatToPublish() {
        if (visitor.path().startsWith("/sign-in")) visitor.signIn("postmaster", PASSWORD);
        if (!visitor.path().contains("dns-records")) visitor.open(visitor.links().stream().filter(l -> l.contains("dns-records")).findFirst().orElse("/admin/dns-records/podunk.test"));
        for (var record : List.of("MX", "mail.podunk.test", "v=spf1")) assertTrue(visitor.sees(record), () -> record + " is missing in " + visitor.text());
        visitor.inspect("dns-records");
    }

    @Test @Order(3) void aDomainIsOpened() {
        visitor.open("/admin/").inspect("today-new");
        visitor.open(link("/admin/domains")).inspect("domains").open(link("/admin/new-domain"));
        visitor.fill("name", "second.test").press();
        confirm();
        assertTrue(visitor.open("/admin/domains").sees("second.test"));
    }

    @Test @Order(4) void threeAccountsAreOpenedByForm() {
        for (var name : List.of("janie", "bill", "aiko")) {
            visitor.open("/admin/accounts").open(link("/admin/new-account"));
            visitor.fill("name", name.toUpperCase(java.util.Locale.ROOT)).fill("address", name + "@podunk.test").fill("password", PASSWORD).fill("again", PASSWORD).press();
            confirm();
            assertTrue(visitor.path().contains("done="), visitor::text);
        }
        visitor.open("/admin/accounts");
        for (var name : List.of("janie", "bill", "aiko")) assertTrue(visitor.sees(name + "@podunk.test"), visitor::text);
    }

    @Test @Order(5) void manyComeFromATable() throws Exception {
        visitor.open("/admin/accounts").open(link("/admin/import-accounts"));
        visitor.inspect("import");
        visitor.fill("table", "name,address,password\n" + IntStream.rangeClosed(1, TABLE).mapToObj("User %1$d,user%1$04d@podunk.test,password-%1$04d\n"::formatted).collect(Collectors.joining()));
        visitor.push();
        Await.until(() -> "the look at the table, but " + visitor.text(), () -> visitor.visit(visitor.path()).find("main form button"), buttons -> !buttons.isEmpty());
        assertTrue(visitor.sees("" + TABLE) || visitor.sees("%,d".formatted(TABLE)), () -> "it says how many: " + visitor.text());
        visitor.inspect("import-preview").push();
        Await.until(Duration.ofMinutes(3), visitor::text, () -> house.api().as("postmaster", PASSWORD).get("accounts?query=user%04d".formatted(TABLE)).body(), body -> body.contains("user%04d@podunk.test".formatted(TABLE)));
        visitor.open("/admin/accounts?q=user0177");
        assertTrue(visitor.sees("user0177@podunk.test"), visitor::text);
        visitor.open("/admin/accounts").inspect("accounts");
    }

    @Test @Order(6) void oneIsLocked() {
        visitor.open("/admin/accounts?q=bill");
        visitor.open(link("/admin/account/"));
        visitor.inspect("account");
        visitor.open(link("/admin/lock-account/")).press();
        confirm();
        visitor.leave().visit("/sign-in");
        var bill = new Visitor(house);
        try (bill) {
            assertFalse(bill.tries("bill@podunk.test", PASSWORD), "somebody who is locked comes in");
        }
        visitor.signIn("postmaster", PASSWORD);
    }

    @Test @Order(7) void aServiceMovesToAnotherPort() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        visitor.open(link("/admin/services")).inspect("services");
        visitor.open("/admin/service/pop3").fill("port", "" + port).press();
        confirm();
        try (var line = new java.net.Socket("127.0.0.1", port)) {
            line.setSoTimeout(10_000);
            assertTrue(new String(line.getInputStream().readNBytes(3)).startsWith("+OK"));
        }
    }

    @Test @Order(8) void aPersonSetsAVacation() {
        visitor.signIn("janie@podunk.test", PASSWORD);
        assertTrue(visitor.path().startsWith("/account/"), visitor.path());
        visitor.inspect("my-account");
        visitor.open(link("/account/vacation")).inspect("vacation");
        visitor.fill("mode", "vacation").fill("subject", "I am away").fill("message", "Back on Monday.").press();
        confirm();
        assertTrue(visitor.path().contains("done="), visitor::text);
        assertEquals("I am away", visitor.open("/account/vacation").value("subject"));
        visitor.visit("/admin/accounts");
        assertEquals(403, visitor.status());
    }

    @Test @Order(9) void theApiHoldsWhatTheFormsDid() throws Exception {
        var api = house.api().as("postmaster", PASSWORD);
        assertTrue(api.get("domains").says("second.test"));
        assertTrue(api.get("accounts?query=bill").says("\"locked\":true"));
        var refused = api.post("forms/new-domain", "{\"name\":\"no name\"}");
        assertEquals(422, refused.status(), refused::body);
        assertTrue(refused.says("\"field\":\"name\""), refused::body);
        visitor.signIn("postmaster", PASSWORD).open("/admin/new-domain").fill("name", "no name").withoutManners().push();
        var said = visitor.errorAt("name").replaceAll("\\.$", "");
        assertTrue(refused.body().toLowerCase(java.util.Locale.ROOT).contains(said.toLowerCase(java.util.Locale.ROOT)), () -> "the API says " + refused.body() + ", the form " + said);
    }

    private String link(String begin) {
        return visitor.links().stream().filter(l -> l.startsWith(begin)).findFirst().orElseThrow(() -> new AssertionError("no link to " + begin + " on " + visitor.path() + ": " + visitor.links() + "\n" + visitor.text()));
    }

    /// Where a form tells what it will do before it does it.
    private void confirm() {
        if (visitor.confirms()) visitor.press();
        assertEquals(Map.of(), visitor.errors(), visitor::text);
    }
}
