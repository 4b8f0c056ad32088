package org.posthouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;

/// A person at a browser. Does what people do, and holds every page that it comes to to the rules that bind every page.
final class Visitor implements AutoCloseable {
    /// Compressed, with its style sheet and scripts.
    static final int HEAVIEST = 100 * 1024;
    /// On the server. A machine that does ten other things is given more by `-Dposthouse.browser.patience=30`.
    static final Duration SLOWEST = Duration.ofMillis(200 * Integer.getInteger("posthouse.browser.patience", 15));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    /// A picture of every page costs as much as everything else that is asked of it; of a page that is wrong there is always one.
    private static final boolean ALBUM = "all".equals(System.getProperty("posthouse.browser.screenshots"));
    /// As bundles leave them when they have no text for a key.
    private static final Pattern MISSING_TEXT = Pattern.compile("\\?\\?[\\w.-]+\\?\\?");
    private static final String FORM = "main form[method=post]";

    /// The heaviest and the slowest that this JVM has come to, by page.
    private static final Map<String, Figures> SEEN = new TreeMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Visitor::tellFigures));
    }

    /// What a page weighed and how long the server took, as the browser counts.
    private record Figures(long octets, double millis) { }

    private final ChromeDriver browser = Chromium.open();
    private final String house;
    private Look look;
    private boolean scripts = true;

    Visitor(House house) {
        this.house = "http://127.0.0.1:" + house.port("http");
        browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(60)).pageLoadTimeout(Duration.ofSeconds(120));
        look(Look.at(Look.DESK));
    }

    // ---- how it looks ----

    Visitor look(Look wanted) {
        look = wanted;
        cdp("Emulation.setDeviceMetricsOverride", Map.of("width", wanted.width(), "height", wanted.width() == Look.PHONE ? 780 : 1000, "deviceScaleFactor", 1, "mobile", false));
        cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", wanted.dark() ? "dark" : "light"), Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        cdp("Network.enable", Map.of());
        cdp("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", wanted.language().equals("zh") ? "zh-CN" : wanted.language())));
        return this;
    }

    /// From the next page on.
    Visitor scripts(boolean run) {
        scripts = run;
        cdp("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
        return this;
    }

    /// As the language links at the top do it, for the pages to come.
    Visitor speak(String language) {
        look(look.in(language));
        cdp("Network.setCookie", Map.of("name", "language", "value", language, "url", house));
        return this;
    }

    // ---- what people do ----

    /// The page there, which must be one of the house's with that status.
    Visitor open(String path) {
        browser.get(path.startsWith("http") ? path : house + path);
        return arrived();
    }

    /// Also a page of refusal.
    Visitor visit(String path) {
        browser.get(house + path);
        forgetConsole();
        return this;
    }

    Visitor signIn(House.Account account) { return signIn(account.address(), account.password()); }

    Visitor signIn(String address, String password) {
        assertTrue(tries(address, password), () -> "signed in as " + address + ", but: " + text());
        return this;
    }

    /// Whether one comes in with that.
    boolean tries(String address, String password) {
        leave().open("/sign-in");
        type(browser.findElement(By.cssSelector("main input[autocomplete~=username]")), address);
        type(browser.findElement(By.cssSelector("main input[type=password]")), password);
        push();
        return !path().startsWith("/sign-in");
    }

    /// Forgets who one was, as a browser does that is closed.
    Visitor leave() {
        browser.manage().deleteAllCookies();
        return this;
    }

    /// By the name of the control and whatever kind it is: "true" and "false" for a box to tick, the value of a choice, lines for a text, a path for a file.
    Visitor fill(String name, String value) {
        var control = control(name);
        var kind = control.getDomAttribute("type") == null ? control.getTagName() : control.getDomAttribute("type");
        switch (kind) {
            case "checkbox" -> { if (control.isSelected() != value.equals("true")) control.click(); }
            case "radio" -> control(name, value).click();
            case "select" -> control.findElement(By.cssSelector("option[value='" + value + "']")).click();
            case "file" -> control.sendKeys(value);
            case "date" -> script("arguments[0].value = arguments[1]", control, value);   // what keys do depends on the browser's own language
            default -> type(control, value);
        }
        return this;
    }

    /// The button that the form is about.
    Visitor press() {
        send();
        return arrived();
    }

    /// Comes back when another page is there; a click alone comes back earlier when the server thinks for a while.
    private void send() {
        script("window.before = true");
        mainButton().click();
        try {
            Await.until(() -> "another page after " + path(), () -> script("return !window.before && document.readyState === 'complete'"), Boolean.TRUE::equals);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private WebElement mainButton() {
        return browser.findElements(By.cssSelector(FORM + " button.main, " + FORM + " button.danger, " + FORM + " button")).stream().filter(WebElement::isDisplayed).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no button on " + path() + ": " + text()));
    }

    /// A button or link with that text on it.
    Visitor press(String text) {
        return press(browser.findElements(By.cssSelector("button, a, summary, input[type=submit]")).stream().filter(e -> e.isDisplayed() && e.getText().strip().equals(text)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no “" + text + "” on " + path() + ": " + text())));
    }

    /// Like [#press()], also where a page of refusal follows.
    Visitor push() {
        send();
        forgetConsole();
        return this;
    }

    private Visitor press(WebElement button) {
        button.click();
        return arrived();
    }

    /// Sends what no browser would let through: without lengths, patterns and necessary fields.
    Visitor withoutManners() {
        script("document.querySelectorAll('form').forEach(f => f.noValidate = true); document.querySelectorAll('[maxlength]').forEach(e => e.removeAttribute('maxlength'))");
        return this;
    }

    /// Puts another value into a hidden field of the form.
    Visitor forge(String name, String value) {
        script("document.querySelectorAll(arguments[0]).forEach(e => e.value = arguments[1])", FORM + " input[name='" + name + "']", value);
        return this;
    }

    // ---- what people read ----

    String path() { return browser.getCurrentUrl().startsWith(house) ? browser.getCurrentUrl().substring(house.length()) : browser.getCurrentUrl(); }

    /// Of the page's answer.
    int status() { return ((Number) script("return performance.getEntriesByType('navigation')[0].responseStatus")).intValue(); }

    /// What the page says of itself.
    String language() { return browser.findElement(By.tagName("html")).getDomAttribute("lang"); }

    String heading() { return browser.findElement(By.cssSelector("h1")).getText(); }

    /// All that can be seen of the page.
    String text() { return browser.findElement(By.tagName("body")).getText(); }

    boolean sees(String text) { return text().contains(text); }

    String source() { return browser.getPageSource(); }

    /// What the form says at that field; empty when it has nothing to say.
    String errorAt(String name) {
        var controls = controls(name);
        if (controls.isEmpty()) return "";
        var ids = String.join(" ", attribute(controls.getFirst(), "aria-errormessage"), attribute(controls.getFirst(), "aria-describedby")).strip();
        if (!"true".equals(attribute(controls.getFirst(), "aria-invalid"))) return "";
        return List.of(ids.split("\\s+")).stream().distinct().map(id -> browser.findElements(By.id(id))).flatMap(List::stream).filter(e -> attribute(e, "class").contains("error"))
                .map(WebElement::getText).collect(Collectors.joining(" "));
    }

    /// All errors by field.
    Map<String, String> errors() {
        var all = new TreeMap<String, String>();
        for (var control : browser.findElements(By.cssSelector("[aria-invalid=true][name]"))) all.put(attribute(control, "name"), errorAt(attribute(control, "name")));
        return all;
    }

    /// The page asks whether it is to do what it tells.
    boolean confirms() { return !find("main form input[name=_sealed]").isEmpty(); }

    boolean isSecret(String name) { return "password".equals(control(name).getDomAttribute("type")); }

    boolean has(String name) { return !controls(name).isEmpty(); }

    String value(String name) {
        var control = control(name);
        if ("checkbox".equals(control.getDomAttribute("type"))) return "" + control.isSelected();
        if ("radio".equals(control.getDomAttribute("type"))) return controls(name).stream().filter(WebElement::isSelected).map(e -> attribute(e, "value")).findFirst().orElse("");
        return control.getDomProperty("value");
    }

    /// Links of the page that lead to other pages of the house.
    List<String> links() {
        return browser.findElements(By.cssSelector("a[href]")).stream().map(a -> a.getDomProperty("href")).filter(href -> href.startsWith(house)).map(href -> href.substring(house.length()).replaceAll("#.*", ""))
                .filter(href -> !href.isEmpty()).distinct().toList();
    }

    String cookie(String name) { return browser.manage().getCookieNamed(name) == null ? "" : browser.manage().getCookieNamed(name).getValue(); }

    List<WebElement> find(String css) { return browser.findElements(By.cssSelector(css)); }

    // ---- what binds every page ----

    /// Called wherever a step leads.
    private Visitor arrived() {
        var faults = new ArrayList<String>();
        var missing = MISSING_TEXT.matcher(text());
        while (missing.find()) faults.add("has no text for " + missing.group());
        if (sees("HTTP Status 500") || sees("Internal Server Error")) faults.add("is a failure of the server");
        browser.manage().logs().get(LogType.BROWSER).getAll().stream().filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .filter(entry -> !entry.getMessage().contains("the server responded with a status of 4")).forEach(entry -> faults.add("console: " + entry.getMessage()));
        strings("return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(arguments[0]) && !n.startsWith('data:'))", house).forEach(name -> faults.add("fetched from another host: " + name));
        var figures = figures();
        if (figures.octets > HEAVIEST) faults.add("weighs " + figures.octets + " octets");
        if (figures.millis > SLOWEST.toMillis()) faults.add("took the server " + figures.millis + " ms");
        synchronized (SEEN) {
            SEEN.merge(path().replaceAll("\\?.*", "").replaceAll("\\d+", "n"), figures, (a, b) -> new Figures(Math.max(a.octets, b.octets), Math.max(a.millis, b.millis)));
        }
        assertEquals(List.of(), faults, () -> "page " + path() + " (" + look + ")");
        return this;
    }

    /// Holds the page to accessibility and layout on a phone and at a desk, in light and dark, and leaves screenshots `<name>-<width>-<scheme>-<language>.png`.
    Visitor inspect(String name) {
        var before = look;
        var faults = new ArrayList<String>();
        if (!scripts) cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));   // for axe; the page is as it was loaded
        before.everywhere().forEach(each -> {
            look(each);
            screenshot(name);
            int good = faults.size();
            Accessibility.violations(browser).forEach(v -> faults.add(each + ": " + v));
            if (!each.dark()) strings("""
                    return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')).map(e => e.outerHTML.slice(0, 200))""")
                    .forEach(control -> faults.add("no label: " + control));
            if (each.width() == Look.PHONE) strings("""
                    const root = document.scrollingElement, wide = root.scrollWidth - root.clientWidth;
                    return wide <= 0 ? [] : ['' + wide + ' px too wide', ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120))]""")
                    .forEach(wide -> faults.add(each + ": " + wide));
            if (faults.size() > good) picture(name);
        });
        look(before).scripts(scripts);
        if (!faults.isEmpty()) throw new AssertionError("page " + path() + ":\n  " + String.join("\n  ", faults));
        return this;
    }

    /// Kept with `-Dposthouse.browser.screenshots=all`.
    Visitor screenshot(String name) { return ALBUM ? picture(name) : this; }

    private Visitor picture(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            var shot = cdp("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", Map.of("x", 0, "y", 0, "width", look.width(),
                    "height", Math.clamp(((Number) script("return document.documentElement.scrollHeight")).longValue(), 400L, 6000L), "scale", 1)));
            Files.write(SCREENSHOTS.resolve(name + "-" + look + ".png"), Base64.getDecoder().decode((String) shot.get("data")));
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Figures figures() {
        var octets = (Number) script("return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource')).reduce((sum, e) => sum + e.encodedBodySize, 0)");
        var millis = (Number) script("const own = performance.getEntriesByType('navigation').flatMap(e => e.serverTiming); return own.length ? Math.max(...own.map(t => t.duration)) : 0");
        return new Figures(octets.longValue(), millis.doubleValue());
    }

    private static void tellFigures() {
        if (SEEN.isEmpty()) return;
        var text = SEEN.entrySet().stream().map(e -> "%-60s %8d octets %8.1f ms%n".formatted(e.getKey(), e.getValue().octets, e.getValue().millis)).collect(Collectors.joining());
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.writeString(SCREENSHOTS.resolve("figures-" + ProcessHandle.current().pid() + ".txt"), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // ---- the browser ----

    private WebElement control(String name) {
        return controls(name).stream().findFirst().orElseThrow(() -> new NoSuchElementException("no control “" + name + "” on " + path() + ": " + text()));
    }

    private WebElement control(String name, String value) {
        return controls(name).stream().filter(e -> value.equals(attribute(e, "value"))).findFirst().orElseThrow(() -> new NoSuchElementException("no choice “" + value + "” of “" + name + "” on " + path()));
    }

    private List<WebElement> controls(String name) { return browser.findElements(By.cssSelector("main [name='" + name + "']:not([type=hidden])")); }

    private static String attribute(WebElement element, String name) {
        var value = element.getDomAttribute(name);
        return value == null ? "" : value;
    }

    /// At once, as if pasted: a form's longest text has thousands of letters.
    private void type(WebElement control, String text) {
        script("arguments[0].focus(); arguments[0].select()", control);
        if (text.isEmpty()) control.sendKeys(Keys.DELETE);
        else cdp("Input.insertText", Map.of("text", text));
    }

    private void forgetConsole() { browser.manage().logs().get(LogType.BROWSER); }

    /// Runs also where the page's own scripts do not.
    Object script(String script, Object... arguments) { return browser.executeScript(script, arguments); }

    @SuppressWarnings("unchecked") private List<String> strings(String script, Object... arguments) { return (List<String>) script(script, arguments); }

    private Map<String, Object> cdp(String command, Map<String, Object> parameters) { return browser.executeCdpCommand(command, parameters); }

    boolean runsScripts() { return scripts; }

    @Override public void close() { browser.quit(); }
}
