package org.posthouse.browser;

import java.nio.file.Path;
import java.util.Map;
import org.posthouse.blackbox.House;

/// Where visitors go.
final class Houses {
    private Houses() { }

    /// A house of the test's own; or, to look at pages while they are being made, the one that runs on `-Dposthouse.browser.home=<home>`.
    static House fresh(String name) {
        var running = System.getProperty("posthouse.browser.home");
        return running == null ? new House(Path.of(name), Map.of()).start() : House.running(Path.of(running));
    }
}
