package org.posthouse.queue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.posthouse.queue.ReportLine.Kind;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// What a report says to people.
///
/// @param about   the message's own subject, decoded; empty for none
/// @param arrived when the house took it
/// @param sender  of the message in question; empty for the null sender
/// @param stray   the postmaster reads it in the sender's place
record ReportWords(Kind kind, String host, String about, Instant arrived, ZoneId zone, String sender, boolean stray, boolean whole, List<ReportLine> lines) {
    private static final String TEXTS = "report";
    /// Recipients told of in words; the others stand in the part for machines.
    private static final int TOLD = 50;
    private static final String RULE = "\n\n----------------------------------------\n\n";

    String subject(Language language) { return Texts.in(language).get(TEXTS, stray ? "subject.stray" : "subject." + label()); }

    /// In each of the languages, one under the other.
    String in(List<Language> languages) { return languages.stream().map(this::in).collect(Collectors.joining(RULE)) + "\n"; }

    private String in(Language language) {
        var texts = Texts.in(language);
        var out = new StringBuilder(texts.get(TEXTS, stray ? "lead.stray" : "lead." + label(), host, lines.size()));
        out.append("\n\n").append(about.isEmpty() ? texts.get(TEXTS, "about.none", texts.time(arrived, zone)) : texts.get(TEXTS, "about", about, texts.time(arrived, zone))).append('\n');
        if (stray) out.append(sender.isEmpty() ? texts.get(TEXTS, "stray.null") : texts.get(TEXTS, "stray.stranger", sender)).append('\n');
        lines.stream().limit(TOLD).forEach(line -> out.append('\n').append(one(line, texts)));
        if (lines.size() > TOLD) out.append('\n').append(texts.get(TEXTS, "more", lines.size() - TOLD)).append('\n');
        var end = kind == Kind.FAILED ? texts.get(TEXTS, whole ? "end.whole" : "end.header") : texts.get(TEXTS, "end." + label());
        return out.append('\n').append(end).toString();
    }

    private String one(ReportLine line, Texts texts) {
        var out = new StringBuilder("  ").append(line.recipient());
        if (!line.original().isEmpty() && !line.original().equals(line.recipient())) out.append(' ').append(texts.get(TEXTS, "instead", line.original()));
        out.append('\n');
        if (kind == Kind.FAILED) out.append("    ").append(texts.get(TEXTS, "why." + line.trouble().label())).append('\n');
        if (kind == Kind.DELAYED) out.append("    ").append(texts.get(TEXTS, "until", texts.time(line.until(), zone))).append('\n');
        var remark = line.remark();
        boolean bad = kind == Kind.FAILED || kind == Kind.DELAYED;
        var said = ((remark.code() == 0 ? "" : remark.code() + " ") + remark.text()).strip();
        if (bad && !said.isEmpty()) out.append("    ").append(remark.host().isEmpty() ? texts.get(TEXTS, "noted", said) : texts.get(TEXTS, "said", remark.host(), said)).append('\n');
        return out.toString();
    }

    private String label() { return kind.name().toLowerCase(java.util.Locale.ROOT); }
}
