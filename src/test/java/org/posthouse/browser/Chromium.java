package org.posthouse.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// The system's own browser and driver; both are named to Selenium, which so never looks for one elsewhere.
final class Chromium {
    private static final Optional<Path> BROWSER = program("chromium", "chromium-browser", "google-chrome"), DRIVER = program("chromedriver");
    /// Kept, because a logger that nobody holds forgets its level: this Chromium is newer than what Selenium knows, which does not matter here.
    private static final Logger QUIET = Logger.getLogger("org.openqa.selenium");

    static {
        QUIET.setLevel(Level.SEVERE);
    }

    private Chromium() { }

    static boolean isThere() { return BROWSER.isPresent() && DRIVER.isPresent(); }

    /// A browser that reaches 127.0.0.1 and nothing else, with an empty profile of its own.
    static ChromeDriver open() {
        var options = new ChromeOptions();
        options.setBinary(BROWSER.orElseThrow().toFile());
        options.addArguments("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run", "--no-default-browser-check", "--metrics-recording-only", "--hide-scrollbars", "--force-color-profile=srgb", "--window-size=1600,1000", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        if ("root".equals(System.getProperty("user.name"))) options.addArguments("--no-sandbox");   // Chromium has no sandbox for root
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption("prefs", java.util.Map.of("credentials_enable_service", false, "profile.password_manager_leak_detection", false));
        var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.orElseThrow().toFile()).usingAnyFreePort().withSilent(true).build();
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> program(String... names) {
        var folders = List.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator));
        return Stream.of(names).flatMap(name -> folders.stream().map(folder -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
    }
}
