package org.posthouse.filter;

import java.util.List;

/// What an account has set up. Lines and script are both kept, whichever of them counts.
///
/// @param problem what went wrong when the script ran last; empty when nothing did since it was saved
public record Filter(Kind kind, List<FilterLine> lines, String script, String problem) {
    public enum Kind { OFF, SIMPLE, SCRIPT }

    public static final Filter NONE = new Filter(Kind.OFF, List.of(), "", "");

    public Filter { lines = List.copyOf(lines); }

    /// The script that counts; empty when nothing is filtered.
    public String effective() {
        return switch (kind) {
            case OFF -> "";
            case SIMPLE -> SimpleScript.of(lines);
            case SCRIPT -> script;
        };
    }

    /// What the lines stand for.
    public String linesAsScript() { return SimpleScript.of(lines); }
}
