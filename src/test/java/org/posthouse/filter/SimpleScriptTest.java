package org.posthouse.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthouse.filter.FilterLine.Act;
import org.posthouse.filter.FilterLine.Part;
import org.posthouse.sieve.Limits;
import org.posthouse.sieve.Script;

/// What the simple editor writes, to the letter; every script is one that the language understands.
class SimpleScriptTest {
    @Test void linesBecomeAScriptThatPeopleCanGoOnFrom() throws Exception {
        var script = SimpleScript.of(List.of(new FilterLine(Part.LIST, "biking", Act.FOLDER, "lists/biking"), new FilterLine(Part.FROM, "a \"quoted\" \\ name", Act.COPY_TO, "bill@there.test"),
                new FilterLine(Part.TEXT, "lottery", Act.DISCARD, ""), new FilterLine(Part.SUBJECT, "", Act.FORWARD, "jane@there.test")));
        assertEquals("""
                require ["body", "copy", "fileinto", "mailbox"];
                if header :contains "List-Id" "biking" {
                    fileinto :create "lists/biking";
                    stop;
                }
                if header :contains ["From", "Sender"] "a \\"quoted\\" \\\\ name" {
                    redirect :copy "bill@there.test";
                }
                if body :text :contains "lottery" {
                    discard;
                    stop;
                }
                redirect "jane@there.test";
                stop;
                """, script);
        Script.parse(script, Set.copyOf(Script.EXTENSIONS), Limits.STANDARD);
    }

    @Test void forwardsEndTheMatterAndCopiesAddUp() {
        assertEquals(1, SimpleScript.redirects(List.of(sent(Act.FORWARD, "a@y.test"), sent(Act.FORWARD, "b@y.test"))));
        assertEquals(3, SimpleScript.redirects(List.of(sent(Act.COPY_TO, "a@y.test"), sent(Act.COPY_TO, "b@y.test"), sent(Act.COPY_TO, "a@y.test"), sent(Act.FORWARD, "c@y.test"), sent(Act.FORWARD, "d@y.test"))));
        assertEquals(0, SimpleScript.redirects(List.of(sent(Act.FOLDER, "box"))));
    }

    private static FilterLine sent(Act act, String target) { return new FilterLine(Part.SUBJECT, "x", act, target); }

    @Test void everyLineByItselfIsAGoodScript() throws Exception {
        for (var part : Part.values()) for (var act : Act.values()) {
            var target = act == Act.FOLDER ? "box" : act == Act.FORWARD || act == Act.COPY_TO ? "x@y.test" : "";
            for (var words : List.of("", "a\"); discard; if header \"x\" (\"", "箱")) Script.parse(SimpleScript.of(List.of(new FilterLine(part, words, act, target))), Set.copyOf(Script.EXTENSIONS), Limits.STANDARD);
        }
    }
}
