package org.posthouse.list.post;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.list.Joining;
import org.posthouse.list.Plan;
import org.posthouse.list.Posting;
import org.posthouse.list.Posting.Attachments;
import org.posthouse.list.Posting.Others;
import org.posthouse.list.Posting.Posters;

class ChecksTest {
    private static TestPosts world;

    @BeforeAll static void somePeople() {
        world = new TestPosts();
        for (var address : List.of("jane@far.test", "new@far.test", "trusted@far.test")) world.join(address);
        world.house.work.run(() -> world.world.members.find(world.list.id(), "trusted@far.test").orElseThrow().trust(true));
    }

    @AfterAll static void close() { world.close(); }

    private void posting(Posters posters, Others others, int first, long octets, int perDay, Attachments attachments) {
        var joining = Joining.USUAL;
        var banned = new Joining(0, joining.offered(), joining.local(), joining.other(), List.of(), List.of(), List.of("spam@far.test", "*@bad.test", "*.evil.test"), true, true, true, joining.firstState(), true, true, true, joining.membersSeen(), 30);
        world.change(Plan.usual("Biking", "en").with(new Posting(posters, others, List.of("listed@far.test", "*@press.test"), first, octets, perDay, attachments, true, 14, 1)).with(banned));
    }

    private String said(String sender, String spf, String text) throws Exception {
        var mail = world.incoming(new TestPosts.Sent(sender, spf, text), "");
        try (var _ = mail.body()) {
            return name(world.checks.judge(Post.read(mail)));
        }
    }

    private static String name(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Hold(var why) -> why.name();
            case Judgement.Refuse(var enhanced, _) -> enhanced;
            case Judgement other -> other.getClass().getSimpleName();
        };
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            MEMBERS   | HELD      | jane@far.test      | pass      | Publish
            MEMBERS   | HELD      | jane@far.test      | ''        | Publish
            MEMBERS   | HELD      | jane@far.test      | fail      | FORGED
            MEMBERS   | HELD      | nobody@far.test    | pass      | STRANGER
            MEMBERS   | REFUSED   | nobody@far.test    | pass      | 5.7.2
            MEMBERS   | DISCARDED | nobody@far.test    | pass      | Drop
            MEMBERS   | REFUSED   | listed@far.test    | pass      | Publish
            MEMBERS   | REFUSED   | any@press.test     | ''        | Publish
            MEMBERS   | REFUSED   | owner@far.test     | pass      | Publish
            ANYBODY   | REFUSED   | nobody@far.test    | pass      | Publish
            LISTED    | REFUSED   | jane@far.test      | pass      | 5.7.2
            LISTED    | REFUSED   | listed@far.test    | pass      | Publish
            MODERATED | REFUSED   | jane@far.test      | pass      | MODERATED
            MODERATED | REFUSED   | owner@far.test     | pass      | Publish
            MODERATED | REFUSED   | owner@far.test     | ''        | MODERATED
            MODERATED | REFUSED   | owner@far.test     | signed-in | Publish
            MODERATED | REFUSED   | trusted@far.test   | pass      | Publish
            MODERATED | REFUSED   | trusted@far.test   | ''        | MODERATED
            ANYBODY   | HELD      | spam@far.test      | pass      | 5.7.1
            ANYBODY   | HELD      | x@bad.test         | pass      | 5.7.1
            ANYBODY   | HELD      | x@sub.evil.test    | pass      | 5.7.1
            """)
    void whoMayPost(Posters posters, Others others, String who, String spf, String judgement) throws Exception {
        posting(posters, others, 0, 0, 0, Attachments.ALLOWED);
        assertEquals(judgement, said(who, spf, "From: Somebody <" + who + ">\nSubject: a ride\n\nWho comes along on Sunday?\n"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            jane@far.test | List-Id: Biking <BIKING.podunk.test>                   | Drop
            jane@far.test | Delivered-To: biking@podunk.test                       | Drop
            jane@far.test | X-Loop: biking@podunk.test                             | Drop
            jane@far.test | List-Post: <mailto:biking@podunk.test>                 | Drop
            jane@far.test | Auto-Submitted: auto-replied (vacation)                | Drop
            jane@far.test | Auto-Submitted: auto-generated                         | Publish
            jane@far.test | Content-Type: multipart/report; boundary=x             | Drop
            ''            | X-Nothing: here                                        | Drop
            jane@far.test | Precedence: bulk                                       | BULK
            jane@far.test | List-Id: <other.far.test>                              | BULK
            listed@far.test | Precedence: list                                     | Publish
            jane@far.test | Delivered-To: jane@far.test                            | Publish
            """)
    void circlesAndMachines(String sender, String field, String judgement) throws Exception {
        posting(Posters.MEMBERS, Others.REFUSED, 0, 0, 0, Attachments.ALLOWED);
        assertEquals(judgement, said(sender, "pass", "From: <" + (sender.isEmpty() ? "jane@far.test" : sender) + ">\n" + field + "\nSubject: a ride\n\nWho comes along on Sunday?\n"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            unsubscribe                         | ''                        | Command
            Unsubscribe me please               | ''                        | Command
            subscribe biking                    | ''                        | Command
            re the ride                         | unsubscribe               | Command
            re the ride                         | # off                     | Command
            re the ride                         | unsubscribe\\n\\n-- \\nJane | Command
            re the ride                         | help me carry the tandem  | Publish
            unsubscribe                         | How do I unsubscribe? I have tried everything and it does not work. | Publish
            Subscribe to the new magazine now!  | it is good                | Publish
            off                                 | on                        | Publish
            """)
    void whatLooksLikeACommandIsCaught(String subject, String body, String judgement) throws Exception {
        posting(Posters.MEMBERS, Others.REFUSED, 0, 0, 0, Attachments.ALLOWED);
        assertEquals(judgement, said("jane@far.test", "pass", "From: <jane@far.test>\nSubject: " + subject + "\n\n" + body.replace("\\n", "\n") + "\n"));
    }

    @ParameterizedTest @CsvSource({"ALLOWED,Publish", "HELD,ATTACHMENT", "REFUSED,5.7.1"})
    void attachmentsAreWhatTheListSays(Attachments attachments, String judgement) throws Exception {
        posting(Posters.MEMBERS, Others.REFUSED, 0, 0, 0, attachments);
        var head = "From: <jane@far.test>\nSubject: a map\nMIME-Version: 1.0\nContent-Type: multipart/";
        assertEquals(judgement, said("jane@far.test", "pass", head + "mixed; boundary=b\n\n--b\n\nhere\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n"));
        assertEquals("Publish", said("jane@far.test", "pass", head + "alternative; boundary=b\n\n--b\n\nhere\n--b\nContent-Type: text/html\n\n<p>here</p>\n--b--\n"));
    }

    @Test void twoFromFieldsSmuggleNobodyIn() throws Exception {
        posting(Posters.ANYBODY, Others.HELD, 0, 0, 0, Attachments.ALLOWED);
        for (var second : List.of("From: x@bad.test", "from : x@bad.test", "From:"))
            assertEquals("5.6.0", said("jane@far.test", "pass", "From: jane@far.test\nSubject: a ride\n" + second + "\n\nWho comes along on Sunday?\n"), second);
    }

    @Test void newcomersWaitAndSizesAndDaysHaveTheirLimits() throws Exception {
        posting(Posters.MEMBERS, Others.REFUSED, 2, 2000, 2, Attachments.ALLOWED);
        var text = "From: <new@far.test>\nSubject: a ride\n\nhello there\n";
        assertEquals("NEWCOMER", said("new@far.test", "pass", text));
        assertEquals("Publish", said("trusted@far.test", "", text.replace("new@", "trusted@")));
        assertEquals("5.2.3", said("new@far.test", "pass", text + "x".repeat(900) + "\n" + "y".repeat(900) + "\n" + "z".repeat(300)));
        count(2, "softfail", text);
        assertEquals("5.7.1", said("new@far.test", "softfail", text));
        assertEquals("NEWCOMER", said("new@far.test", "pass", text), "whoever only says to be somebody uses up a day of their own");
        count(2, "pass", text);
        assertEquals("5.7.1", said("new@far.test", "pass", text));
        world.house.clock.pass(java.time.Duration.ofDays(1));
        assertEquals("NEWCOMER", said("new@far.test", "pass", text));
        assertEquals("5.6.0", said("new@far.test", "pass", "Subject: nobody\n\nhello\n"));
    }

    private void count(int posts, String spf, String text) throws Exception {
        for (int i = 0; i < posts; i++) {
            var mail = world.incoming(new TestPosts.Sent("new@far.test", spf, text), "");
            try (var _ = mail.body()) {
                var post = Post.read(mail);
                world.house.work.run(() -> world.submissions.count(post));
            }
        }
    }

    @Test void aMemberMayWriteUnderAnotherAddressWhenTheSenderIsKnown() throws Exception {
        posting(Posters.MEMBERS, Others.REFUSED, 0, 0, 0, Attachments.ALLOWED);
        assertEquals("Publish", said("jane@far.test", "pass", "From: Jane <jane@home.test>\nSubject: a ride\n\nhello there\n"));
    }
}
