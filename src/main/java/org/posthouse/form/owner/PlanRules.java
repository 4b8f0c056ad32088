package org.posthouse.form.owner;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.posthouse.domain.Rejected;
import org.posthouse.list.Dressing;
import org.posthouse.list.Plan;
import org.posthouse.mime.Address;
import org.posthouse.mime.Domains;
import org.posthouse.routing.Addresses;

/// What owners may make of a list's ways, through whichever face.
final class PlanRules {
    /// RFC 5322 §3.6.8: a name, a colon, a text; what follows the colon is one line.
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]{1,70}:[ \\t]*[^\\p{Cntrl}]{0,900}");
    private static final Pattern PLACE = Pattern.compile("%[MS]");
    /// More would only take long to be found again in answers.
    private static final int MOST_PLACES = 4;
    private static final Pattern FIELD_NAME = Pattern.compile("[!-9;-~]{1,70}\\*?");
    /// Fields that a post is known by, or that say where it has been; a second one or none would be no post any more.
    private static final Set<String> KEPT = Set.of("from", "to", "cc", "bcc", "date", "subject", "message-id", "in-reply-to", "references", "sender", "return-path", "received", "delivered-to", "mime-version", "content-type", "content-transfer-encoding",
            "list-id", "list-post", "list-help", "list-subscribe", "list-unsubscribe", "list-unsubscribe-post", "list-owner", "list-archive", "archived-at", "precedence", "reply-to", "auto-submitted", "dkim-signature");
    private static final Set<String> NEVER_REMOVED = Set.of("from", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding");

    private PlanRules() { }

    /// @throws Rejected INVALID, naming what the faces call it
    static void check(Plan plan) {
        longest("title", plan.title(), 200);
        longest("about", plan.about(), 20_000);
        plan.joining().domains().forEach(domain -> domain("domains", domain));
        plan.joining().localDomains().forEach(domain -> domain("localDomains", domain));
        plan.joining().banned().forEach(pattern -> pattern("banned", pattern));
        plan.posting().listed().forEach(pattern -> pattern("listed", pattern));
        var dressing = plan.dressing();
        longest("subjectTag", dressing.subjectTag(), 100);
        if (PLACE.matcher(dressing.subjectTag()).results().count() > MOST_PLACES) throw Rejected.invalid("subjectTag", "at most {0} of %M and %S", MOST_PLACES);
        longest("prologue", dressing.prologue(), 20_000);
        longest("epilogue", dressing.epilogue(), 20_000);
        if (dressing.replyTo() == Dressing.ReplyTo.FIXED && Addresses.read(dressing.replyAddress()).isEmpty()) throw Rejected.invalid("replyAddress", "{0} is not an address", shown(dressing.replyAddress()));
        dressing.fieldsAdded().forEach(PlanRules::added);
        dressing.fieldsRemoved().forEach(PlanRules::removed);
    }

    private static void longest(String field, String text, int most) {
        if (text.length() > most) throw Rejected.invalid(field, "at most {0} characters", most);
    }

    private static void added(String line) {
        if (!FIELD.matcher(line).matches()) throw Rejected.invalid("fieldsAdded", "{0} is no header field such as X-Club: biking", shown(line));
        if (KEPT.contains(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))) throw Rejected.invalid("fieldsAdded", "{0} is written by the house or the author alone", shown(line));
    }

    private static void removed(String name) {
        if (!FIELD_NAME.matcher(name).matches()) throw Rejected.invalid("fieldsRemoved", "{0} is no name of a header field", shown(name));
        var lower = name.toLowerCase(Locale.ROOT);
        boolean needed = lower.endsWith("*") ? NEVER_REMOVED.stream().anyMatch(kept -> kept.startsWith(lower.substring(0, lower.length() - 1))) : NEVER_REMOVED.contains(lower);
        if (needed) throw Rejected.invalid("fieldsRemoved", "a post cannot be without {0}", shown(name));
    }

    /// `xxx.co.jp`, or `*.xxx.co.jp` for all below it.
    private static void domain(String field, String text) {
        var bare = text.startsWith("*.") ? text.substring(2) : text;
        if (bare.length() > 253 || !Domains.key(bare).matches("(?=.*[a-z])[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) throw Rejected.invalid(field, "{0} is no domain such as xxx.co.jp or *.xxx.co.jp", shown(text));
    }

    /// An address, `*@domain` or a domain.
    private static void pattern(String field, String text) {
        int at = text.lastIndexOf('@');
        if (at < 0 || text.startsWith("*@")) domain(field, text.substring(at + 1));
        else if (Addresses.read(text).map(Address::domain).filter(domain -> !domain.isEmpty()).isEmpty()) throw Rejected.invalid(field, "{0} is not an address", shown(text));
    }

    private static String shown(String text) { return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"'; }
}
