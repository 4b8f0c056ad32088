package org.posthouse.sieve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run of a script over one message: its variables, its flags, what it decided so far.
final class Run {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*|[0-9]{1,2})}");

    final Mail mail;
    private final Set<String> required;
    private final Limits limits;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, List<String>> headers = new HashMap<>();
    private final List<Action> actions = new ArrayList<>();
    private List<String> matched = List.of();
    private List<String> flags = List.of();
    private boolean implicitKeep = true;
    private boolean vacation;
    private boolean rejected;

    Run(Mail mail, Set<String> required, Limits limits) {
        this.mail = mail;
        this.required = required;
        this.limits = limits;
    }

    Verdict verdict() {
        if (implicitKeep) actions.add(new Action.Keep(flags));               // RFC 5228 §2.10.2
        return new Verdict(actions);
    }

    // --- strings

    /// With its variables put in (RFC 5229 §3); an unknown one is empty.
    String text(String raw) {
        if (!required.contains("variables") || raw.indexOf("${") < 0) return raw;
        var out = VARIABLE.matcher(raw).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
        return cut(out);
    }

    List<String> texts(List<String> raw) { return raw.stream().map(this::text).toList(); }

    private String value(String name) {
        if (!Character.isDigit(name.charAt(0))) return variables.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        int number = Integer.parseInt(name);
        return number < matched.size() ? matched.get(number) : "";
    }

    private String cut(String text) { return text.length() <= limits.text() ? text : text.substring(0, limits.text()); }       // RFC 5229 §3: truncated, no error

    void set(String name, String value, int line) throws RunFault {
        if (variables.size() >= limits.variables() && !variables.containsKey(name)) throw new RunFault(line, "more than " + limits.variables() + " variables");
        variables.put(name, cut(value));
    }

    /// What wildcards stood for, until the next match (RFC 5229 §3.2).
    void matched(List<String> found) { if (required.contains("variables")) matched = found; }

    // --- the message as the script has changed it

    List<String> header(String name) { return headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(mail.header(name))); }

    // --- flags (RFC 5232)

    List<String> flags() { return flags; }

    void flags(List<String> flags) { this.flags = flags; }

    /// A list of strings as flags: several in one string are possible, each counts once.
    static List<String> split(List<String> texts) {
        var all = new LinkedHashSet<String>();
        for (var text : texts) for (var flag : text.strip().split("\\s+")) if (!flag.isEmpty() && all.stream().noneMatch(flag::equalsIgnoreCase)) all.add(flag);
        return List.copyOf(all);
    }

    // --- decisions

    /// @param cancels the implicit keep
    void act(Action action, boolean cancels, int line) throws RunFault {
        if (actions.contains(action) && !(action instanceof Action.AddHeader || action instanceof Action.DeleteHeader)) {        // RFC 5228 §2.10.3: twice the same is once
            if (cancels) implicitKeep = false;
            return;
        }
        if (actions.size() >= limits.actions()) throw new RunFault(line, "more than " + limits.actions() + " actions");
        if (action instanceof Action.Redirect && actions.stream().filter(Action.Redirect.class::isInstance).count() >= limits.redirects())
            throw new RunFault(line, "more than " + limits.redirects() + " redirects");
        if (action instanceof Action.Reject && (rejected || vacation || actions.stream().anyMatch(Run::delivers))) throw new RunFault(line, "a message is rejected, or kept or answered, not both");      // RFC 5429 §2.3
        if (rejected && (delivers(action) || action instanceof Action.Vacation)) throw new RunFault(line, "what is rejected is not kept, and has its answer");
        if (action instanceof Action.Vacation) {
            if (vacation) throw new RunFault(line, "vacation answers once");                                                        // RFC 5230 §4.7
            vacation = true;
        }
        rejected |= action instanceof Action.Reject;
        actions.add(action);
        if (cancels) implicitKeep = false;
    }

    private static boolean delivers(Action action) { return action instanceof Action.Keep || action instanceof Action.FileInto || action instanceof Action.Redirect; }

    void discard() { implicitKeep = false; }
}
