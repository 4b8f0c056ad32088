package org.posthouse.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.JavascriptExecutor;

/// axe-core on the page that is open: the rules of WCAG 2.0 to 2.2, levels A and AA. Run by the debugger, so that the page's own policy neither stops it nor is loosened for it.
final class Accessibility {
    private static final String AXE = script();
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']})
               .then(found => done(found.violations.map(v => ({rule: v.id, what: v.help, where: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200) + ' — ' + n.failureSummary.replace(/\\s+/g, ' ').slice(0, 300))}))))
               .catch(failed => done([{rule: 'axe', what: String(failed), where: []}]));
            """;

    private Accessibility() { }

    /// A line for each rule that is broken.
    @SuppressWarnings("unchecked") static List<String> violations(JavascriptExecutor page) {
        if (!Boolean.TRUE.equals(page.executeScript("return typeof axe === 'object'"))) page.executeScript(AXE);
        var found = (List<Map<String, Object>>) page.executeAsyncScript(RUN);
        return found.stream().map(v -> v.get("rule") + ": " + v.get("what") + "\n      " + String.join("\n      ", (List<String>) v.get("where"))).toList();
    }

    private static String script() {
        try (var in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
