package org.posthouse.sieve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// A script that was understood. Safe from any thread.
public final class Script {
    /// What a script may ask for in `require`, which is also what a mail program is told of.
    public static final List<String> EXTENSIONS = List.of("body", "comparator-i;ascii-numeric", "comparator-i;unicode-casemap", "copy", "date", "duplicate", "editheader", "encoded-character", "envelope", "ereject", "fileinto",
            "imap4flags", "index", "mailbox", "reject", "relational", "subaddress", "vacation", "vacation-seconds", "variables");

    private final Set<String> required;
    private final Block block;
    private final List<String> redirects;
    private final Limits limits;

    private Script(Set<String> required, List<String> redirects, Block block, Limits limits) {
        this.required = required;
        this.redirects = redirects;
        this.block = block;
        this.limits = limits;
    }

    /// @param text    line ends are CRLF or LF
    /// @param offered those of [#EXTENSIONS] that this owner may use
    /// @throws ScriptFault naming the first line that cannot be understood, or uses what was not required
    public static Script parse(String text, Set<String> offered, Limits limits) throws ScriptFault {
        if (text.getBytes(StandardCharsets.UTF_8).length > limits.octets()) throw new ScriptFault(1, "a script has at most " + limits.octets() + " octets");
        var grammar = new Grammar(offered);
        var block = grammar.script(new Parser(text, limits).script());
        return new Script(grammar.required(), grammar.redirects(), block, limits);
    }

    /// @throws RunFault the run went too far: keep the message (RFC 5228 §2.10.6) and tell the owner
    public Verdict run(Mail mail) throws RunFault {
        var run = new Run(mail, required, limits);
        block.run(run);
        return run.verdict();
    }

    /// The addresses to which it may redirect, as far as they stand in it: those made of variables are known when it runs.
    public List<String> redirects() { return redirects; }

    /// The script has asked for this extension.
    public boolean reads(String extension) { return required.contains(extension); }
}
