package org.posthouse.list.digest;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.posthouse.list.Dressing;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.Posting;
import org.posthouse.message.EncodedWords;
import org.posthouse.mime.MailDate;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// One digest of a list, in whichever form.
///
/// @param archive page of the list's archive; empty when it has none
/// @param info    page about the list
record Issue(ListEntry list, long number, List<Entry> entries, ZonedDateTime date, String messageId, String archive, String info) {
    private static final String TEXTS = "list-digest";

    Texts texts() { return Texts.in(Language.of(list.plan().language()).orElse(Language.ENGLISH)); }

    String title() { return list.plan().title().isBlank() ? list.name() : list.plan().title(); }

    String subject() { return texts().get(TEXTS, "subject", title(), number); }

    String end() { return texts().get(TEXTS, "end", title(), number); }

    /// What is in it, a line a post.
    String contents() {
        int width = Integer.toString(entries.size()).length();
        var lines = new StringBuilder(texts().get(TEXTS, "contents")).append("\n\n");
        for (int i = 0; i < entries.size(); i++) lines.append(("%" + (width + 2) + "d. ").formatted(i + 1)).append(entries.get(i).facts().subject().isBlank() ? texts().get(TEXTS, "no-subject") : entries.get(i).facts().subject())
                .append(" (").append(entries.get(i).author()).append(")\n");
        return lines.toString();
    }

    /// What stands above the posts: how to write, to read on and to leave.
    String about() {
        var lines = new StringBuilder(texts().get(TEXTS, "about", list.address(), list.of(ListRole.REQUEST), list.of(ListRole.OWNER), info));
        if (!archive.isEmpty()) lines.append('\n').append(texts().get(TEXTS, "archive", archive));
        return lines.append('\n').toString();
    }

    /// The message's own header without what its form adds, whole lines (RFC 5322 §3.6, RFC 2369, RFC 2919).
    String header() {
        var plan = list.plan();
        var fields = List.of("From: " + EncodedWords.phrase(title()) + " <" + list.of(ListRole.REQUEST) + ">", "To: " + list.address(), "Reply-To: " + list.address(), "Subject: " + EncodedWords.text(subject()),
                "Date: " + MailDate.format(date), "Message-ID: <" + messageId + ">", "List-Id: " + EncodedWords.phrase(title()) + "\r\n <" + list.listId() + ">",
                plan.posting().posters() == Posting.Posters.LISTED ? "List-Post: NO" : "List-Post: <mailto:" + list.address() + ">", "List-Help: <mailto:" + list.of(ListRole.REQUEST) + "?subject=help>",
                "List-Owner: <mailto:" + list.of(ListRole.OWNER) + ">", archive.isEmpty() ? "" : "List-Archive: <" + archive + ">",
                plan.dressing().precedence() == Dressing.Precedence.NONE ? "" : "Precedence: " + plan.dressing().precedence().name().toLowerCase(java.util.Locale.ROOT),
                "Auto-Submitted: auto-generated", "MIME-Version: 1.0");                                      // RFC 3834 §5
        return fields.stream().filter(field -> !field.isEmpty()).map(field -> field + "\r\n").collect(Collectors.joining());
    }
}
