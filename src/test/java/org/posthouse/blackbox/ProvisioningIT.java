package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The provisioning calls of the contract, as a script makes them.
@OnEachDatabase class ProvisioningIT {
    private static final Duration IMPORT_LIMIT = Duration.ofSeconds(60);

    private final House house;
    private final Api api;
    private final int people;

    ProvisioningIT(Database database) {
        house = database.shared();
        people = database == Database.H2 ? 1000 : 200;                     // nearly all of the time is hashing, which is the same on both
        api = house.api();
    }

    @Test void aDomainIsOpenedOnce() throws Exception {
        assertEquals(201, api.post("domains", "{\"name\":\"once.test\"}").status());
        var again = api.post("domains", "{\"name\":\"ONCE.test\"}");
        assertProblem(again, 409, "name");
        assertTrue(api.get("domains").says("\"once.test\""));
        assertEquals(204, api.delete("domains/once.test").status());
        assertEquals(404, api.get("domains/once.test").status());
    }

    @Test void anAccountIsOpenedFoundChangedAndDeleted() throws Exception {
        var opened = api.post("accounts", "{\"name\":\"Life Story\",\"addresses\":[\"life.story@example.test\",\"ls@example.test\"],\"password\":\"first-password\"}");
        assertEquals(201, opened.status(), opened::body);
        long id = opened.number("id");
        assertTrue(opened.whole().headers().firstValue("Location").orElseThrow().endsWith("/api/v1/accounts/" + id));
        assertFalse(opened.says("password"), "the password never comes back");
        assertEquals(id, api.get("accounts?query=life.s").number("id"));

        var shown = api.get("accounts/" + id);
        var tag = shown.whole().headers().firstValue("ETag").orElseThrow();
        assertEquals(200, api.patch("accounts/" + id, "{\"name\":\"A Longer Story\"}", "If-Match", tag).status());
        assertEquals(412, api.patch("accounts/" + id, "{\"name\":\"A Later Story\"}", "If-Match", tag).status());
        assertTrue(api.get("accounts/" + id).says("A Longer Story"));

        assertEquals(204, api.delete("accounts/" + id).status());
        assertEquals(0, api.get("accounts?query=life.story").number("total"), "it is in the trash");
        assertEquals(id, api.get("accounts?state=trash&query=life.s").number("id"));
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO me.test");
            line.talk("C: MAIL FROM:<>\nS: 250 .*\nC: RCPT TO:<life.story@example.test>\nS: 550 5\\.1\\.1 .*");
        }
        assertEquals(409, api.post("accounts", "{\"name\":\"Another\",\"addresses\":[\"life.story@example.test\"]}").status(), "its address is still taken");
        assertEquals(200, api.post("accounts/" + id + "/restore", "{}").status());
        assertEquals(409, api.post("accounts/" + id + "/restore", "{}").status());
        assertEquals(204, api.delete("accounts/" + id + "?purge=true").status());
        assertEquals(404, api.get("accounts/" + id).status());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"addresses\":[\"x@example.test\"],\"password\":\"long-enough\"}                              | 422 | name",
        "{\"name\":\"X\",\"addresses\":[\"x@example.test\"],\"password\":\"short\"}                    | 422 | password",
        "{\"name\":\"X\",\"addresses\":[\"x@not-local.test\"],\"password\":\"long-enough\"}            | 422 | addresses",
        "{\"name\":\"X\",\"addresses\":[\"no address\"],\"password\":\"long-enough\"}                  | 422 | addresses",
        "{\"name\":\"X\",\"addresses\":[\"x@example.test\"],\"shoeSize\":42}                           | 422 | shoeSize",
        "{\"name\":\"X\",\"addresses\":[\"x@example.test\"],\"maxMessages\":\"many\"}                  | 422 | maxMessages",
        "{\"name\":\"X\",\"addresses\":[\"postmaster@example.test\"],\"password\":\"long-enough\"}     | 422 | addresses",
    })
    void whatCannotBeIsRefusedWithItsField(String body, int status, String field) throws Exception { assertProblem(api.post("accounts", body), status, field); }

    @Test void whoIsNotSignedInHears401AndWhoMayNotHears403() throws Exception {
        assertEquals(401, api.anonymous().get("accounts").status());
        assertEquals(401, api.as("postmaster", "not-the-password").get("accounts").status());
        var account = house.account("plain");
        var own = api.as(account.address(), account.password());
        assertEquals(403, own.get("accounts").status());
        assertEquals(200, own.get("accounts/" + account.id()).status());
        assertEquals(403, own.patch("accounts/" + account.id(), "{\"role\":\"postmaster\"}").status());
        assertEquals(403, own.post("domains", "{\"name\":\"mine.test\"}").status());
    }

    @Test void whatIsNotJsonIsRefusedBeforeItIsRead() throws Exception {
        assertEquals(400, api.post("accounts", "{\"name\":").status());
        assertEquals(413, api.post("accounts", "{\"name\":\"" + "x".repeat(300_000) + "\"}").status());
        assertEquals(415, api.postTable("accounts", "name,address").status());
        assertEquals(404, api.get("no-such-thing").status());
    }

    @Test void aTableOfAccountsIsImportedAndImportedAgain() throws Exception {
        var table = "name,address,password\r\n" + IntStream.rangeClosed(1, people).mapToObj(i -> "User %1$d,user%1$04d@example.test,password-%1$04d\r\n".formatted(i)).collect(Collectors.joining());
        long start = System.nanoTime();
        var before = house.cpu();
        var imported = api.postTable("accounts/import", table);
        var took = Duration.ofNanos(System.nanoTime() - start);
        var alone = house.cpu().minus(before).dividedBy(2);
        System.out.println("import: " + people + " accounts in " + took.toMillis() + " ms; two idle cores would take " + alone.toMillis() + " ms");
        assertEquals(200, imported.status(), () -> imported.body() + house.story());
        assertEquals(people, imported.body().lines().filter(line -> line.endsWith(",created,")).count());
        assertTrue(took.compareTo(IMPORT_LIMIT) < 0 || alone.compareTo(IMPORT_LIMIT) < 0, () -> took + ", " + alone);   // busy machines are slower

        var again = api.postTable("accounts/import", table + "Lost,lost@not-local.test,password-lost\r\n");
        assertEquals(people, again.body().lines().filter(line -> line.endsWith(",unchanged,")).count());
        assertTrue(again.body().lines().anyMatch(line -> line.startsWith(people + 2 + ",lost@not-local.test,refused,")), again::body);

        Mailbox.drop(house, "user0177@example.test", Letter.of("welcome", "Subject: welcome\n\nto you\n"));
        Mailbox.awaitCount(house, new House.Account(0, "user0177@example.test", "password-0177"), 1);

        var exported = api.get("accounts/export");
        assertTrue(exported.type().startsWith("text/csv"));
        assertTrue(exported.body().lines().filter(line -> line.startsWith("User ")).count() >= people);
        assertFalse(exported.says("password-0177"));
    }

    @Test void theApiDescribesItselfAndTheHouseItsHealth() throws Exception {
        var openapi = api.anonymous().get("/openapi");
        for (var path : new String[] {"/api/v1/domains:", "/api/v1/accounts:", "/api/v1/accounts/{id", "/api/v1/accounts/import:", "/api/v1/accounts/export:", "/api/v1/set-up:"})
            assertTrue(openapi.says(path), path);
        assertEquals(200, api.anonymous().get("/health/live").status());
        var ready = api.anonymous().get("/health/ready");
        assertEquals(200, ready.status());
        for (var service : new String[] {"smtp", "submission", "submissions", "lmtp", "pop3", "pop3s"}) assertTrue(ready.says("\"" + service + "\":\"port " + house.port(service)), ready::body);
        assertEquals(200, api.anonymous().get("/metrics").status());
    }

    @Test void aHouseThatHasAPostmasterTakesNoSetUpCode() throws Exception {
        assertEquals(409, api.anonymous().post("set-up", "{\"code\":\"AAAA-BBBB-CCCC\",\"password\":\"taken-over\"}").status());
    }

    /// RFC 9457, with the field that is wrong.
    private static void assertProblem(Api.Answer answer, int status, String field) {
        assertEquals(status, answer.status(), answer::body);
        assertEquals("application/problem+json", answer.type());
        assertTrue(answer.says("\"status\":" + status) && answer.says("\"field\":\"" + field + "\""), answer::body);
    }
}
