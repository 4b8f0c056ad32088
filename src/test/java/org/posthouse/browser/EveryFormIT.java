package org.posthouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.posthouse.blackbox.House;

/// What holds for every form that there is, without knowing any: found by the list that the house gives to programs. A form that is new is tested as soon as it is there.
@InABrowser @TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryFormIT {
    /// One of each sort of form; `-Dposthouse.browser.form=all` walks through all of them, which takes a quarter of an hour.
    private static final String USUAL = "account,delete-account,domain,limits,new-account,password,service,upload-certificate,vacation";
    private static final String HOSTILE = "<script>hit=1</script>\"><img src=x onerror=\"hit=1\">";

    private House house;
    private Samples samples;
    private House.Account person;
    private Visitor postmaster, stranger;

    @BeforeAll void open() throws Exception {
        house = Houses.fresh("every-form");
        samples = new Samples(house);
        person = house.account("person" + Long.toString(System.nanoTime(), 36));
        postmaster = new Visitor(house);
        stranger = new Visitor(house).signIn(person);
        stranger.scripts(false);
    }

    @AfterAll void close() {
        if (postmaster != null) postmaster.close();
        if (stranger != null) stranger.close();
        if (house != null) house.close();
    }

    @TestFactory Stream<DynamicContainer> everyForm() throws Exception {
        var only = System.getProperty("posthouse.browser.form", USUAL);
        return Definition.all(house.api()).stream().filter(form -> only.equals("all") || List.of(only.split(",")).contains(form.id())).map(form -> dynamicContainer(form.id(), Stream.of(
                test("looks good", () -> looksGood(form)),
                test("speaks three languages", () -> speaksThreeLanguages(form)),
                test("takes nothing without its token", () -> takesNothingWithoutItsToken(form)),
                test("is not for others", () -> isNotForOthers(form)),
                test("shows stored scripts as text", () -> showsScriptsAsText(form)),
                test("refuses what is too long and keeps it", () -> refusesWhatIsTooLong(form)),
                test("refuses what is no number and keeps it", () -> refusesWhatIsNoNumber(form)))));
    }

    private static DynamicTest test(String name, Executable what) { return dynamicTest(name, what); }

    private void looksGood(Definition form) throws Exception {
        as(form, true).open(path(form)).inspect("form-" + form.id());
        assertNotEquals("", postmaster.heading());
        for (var field : form.fields()) if (!List.of("shown", "qr-code").contains(field.kind()) && mine(field)) assertTrue(postmaster.has(name(field)) || field.kind().equals("rows"), () -> "no control for " + field.name());
        var title = postmaster.heading();
        as(form, false).open(path(form));
        assertEquals(title, postmaster.heading(), "the same without scripts");
    }

    private void speaksThreeLanguages(Definition form) throws Exception {
        var english = as(form, false).open(path(form)).text();
        for (var language : List.of("ja", "zh")) {
            postmaster.speak(language).open(path(form)).screenshot("form-" + form.id());
            assertTrue(postmaster.language().startsWith(language), () -> language + ": " + postmaster.language());
            assertNotEquals(english, postmaster.text());
            postmaster.look(Look.at(Look.PHONE).in(language)).screenshot("form-" + form.id()).look(Look.at(Look.DESK).in(language));
        }
        postmaster.speak("en");
    }

    private void takesNothingWithoutItsToken(Definition form) throws Exception {
        var path = path(form);
        as(form, false).open(path);
        for (var field : form.fields()) if (field.isText() && mine(field)) postmaster.fill(field.name(), "forged");
        var before = values(form, path);
        postmaster.forge("token", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").withoutManners().push();
        assertEquals(403, postmaster.status());
        assertEquals(before, values(form, path), "nothing was changed");
        as(form, false).open(path).forge("token", "").withoutManners().push();
        assertEquals(403, postmaster.status());
    }

    private void isNotForOthers(Definition form) throws Exception {
        var path = form.path(false, samples.key(form));
        stranger.visit(path);
        assertTrue(stranger.status() == 403 || stranger.status() == 404, () -> path + " answers " + stranger.status() + " to others: " + stranger.text());
        var api = house.api().as(person.address(), person.password());
        if (!form.own()) assertEquals(403, (form.creates() ? api.post("forms/" + form.id(), "{}") : api.get("forms/" + form.id() + key(path))).status());
        else if (!form.creates() && form.scope().equals("account")) assertEquals(403, api.get("forms/" + form.id() + "/" + samples.key(form)).status(), "another's own");
        if (form.own()) return;
        stranger.visit(path.replace("/admin/", "/account/"));
        assertTrue(stranger.status() == 403 || stranger.status() == 404, () -> "on their own side: " + stranger.status());
    }

    private void showsScriptsAsText(Definition form) throws Exception {
        var texts = form.fields().stream().filter(f -> f.isText() && mine(f)).toList();
        for (var field : texts) {
            var path = path(form);
            as(form, true).open(path);
            if (form.id().equals("language")) continue;
            postmaster.fill(field.name(), HOSTILE).withoutManners().push();
            assertHarmless(form, field);
            postmaster.visit(path);
            assertHarmless(form, field);
        }
        if (texts.isEmpty()) return;
        as(form, true);
        for (var page : List.of("/admin/", "/admin/changes", "/admin/accounts", "/admin/domains", "/account/", "/account/devices")) {
            postmaster.visit(page);
            assertHarmless(form, texts.getFirst());
        }
    }

    private void assertHarmless(Definition form, Definition.Field field) {
        assertEquals(false, postmaster.script("return typeof hit !== 'undefined'"), () -> form.id() + "." + field.name() + " runs on " + postmaster.path());
        assertEquals(List.of(), postmaster.find("script:not([src]), img[onerror]"), () -> form.id() + "." + field.name() + " becomes markup on " + postmaster.path());
        assertTrue(postmaster.status() < 500, () -> form.id() + "." + field.name() + ": " + postmaster.text());
    }

    private void refusesWhatIsTooLong(Definition form) throws Exception {
        var limited = form.fields().stream().filter(field -> field.limit() > 0 && mine(field) && (field.isText() || field.kind().equals("secret"))).toList();
        if (limited.isEmpty()) return;
        as(form, false).open(path(form)).withoutManners();
        for (var field : limited) postmaster.fill(field.name(), "x".repeat(field.limit() + 1));
        postmaster.push();
        assertEquals(422, postmaster.status(), postmaster::text);
        for (var field : limited) {
            assertNotEquals("", postmaster.errorAt(field.name()), () -> "nothing is said at " + field.name() + ": " + postmaster.text());
            assertEquals(field.kind().equals("secret") ? 0 : field.limit() + 1, postmaster.value(field.name()).length(), "what was typed is kept");
        }
    }

    private void refusesWhatIsNoNumber(Definition form) throws Exception {
        var numbers = form.fields().stream().filter(field -> List.of("number", "octets").contains(field.kind()) && mine(field)).toList();
        var others = form.fields().stream().filter(other -> other.kind().equals("line") && other.limit() > 20 && mine(other) && other.choices().isEmpty()).toList();
        if (numbers.isEmpty()) return;
        as(form, false).open(path(form)).withoutManners();
        for (var field : numbers) postmaster.fill(field.name(), "plenty");
        for (var other : others) postmaster.fill(other.name(), "typed before");
        postmaster.push();
        assertEquals(422, postmaster.status(), postmaster::text);
        for (var field : numbers) {
            assertNotEquals("", postmaster.errorAt(field.name()), () -> "nothing is said at " + field.name());
            assertEquals("plenty", postmaster.value(field.name()));
        }
        for (var other : others) assertEquals("typed before", postmaster.value(other.name()));
    }

    // ---- who and where ----

    /// Signs in again only when the visit has ended; forms that end all sessions do that.
    private Visitor as(Definition form, boolean scripts) {
        postmaster.scripts(scripts).look(Look.at(Look.DESK)).visit("/admin/");
        if (postmaster.path().startsWith("/sign-in") || postmaster.status() == 401 || postmaster.has("password")) postmaster.signIn("postmaster", House.POSTMASTER_PASSWORD);
        return postmaster;
    }

    /// On the side of administrators where the form is there.
    private String path(Definition form) throws Exception {
        var key = samples.key(form);
        return form.path(form.own() && !form.who().contains("postmaster"), key);
    }

    private static boolean mine(Definition.Field field) { return field.who().contains("postmaster") || field.who().contains("self"); }

    private static String name(Definition.Field field) { return field.kind().equals("file") ? field.name() + ".file" : field.name(); }

    private static String key(String path) {
        var pieces = path.split("/");
        return pieces.length > 3 ? "/" + pieces[3] : "";
    }

    private String values(Definition form, String path) throws Exception {
        if (form.creates()) return house.api().get("accounts?size=1").body().replaceAll(".*\"total\":", "") + house.api().get("domains").body();
        var answer = house.api().get("forms/" + form.id() + key(path));
        assertFalse(answer.status() >= 500, answer::body);
        return answer.body();
    }
}
