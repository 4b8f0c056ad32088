package org.posthouse.list.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.dns.Answer;
import org.posthouse.domain.Rejected;
import org.posthouse.list.Dressing;
import org.posthouse.list.Dressing.FromRewriting;
import org.posthouse.list.Dressing.ReplyTo;
import org.posthouse.list.Held;
import org.posthouse.list.MemberMarks;
import org.posthouse.list.Moderator.Word;
import org.posthouse.list.Posting;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.Structure;
import org.posthouse.mime.Address;
import org.posthouse.queue.Outcome;

class PostsTest {
    private static final String PLAIN = "From: Jane Doe <jane@far.test>\nTo: biking@podunk.test\nSubject: A ride\nMessage-ID: <1@far.test>\nDate: Sun, 1 Mar 2026 12:00:00 +0000\n\nWho comes along?\n";
    private static final String SIGNED = "From: Jane Doe <jane@far.test>\nTo: biking@podunk.test\nSubject:  A   ride\n in two lines\nMessage-ID: <1@far.test>\nReply-To: jane@home.test\n\nWho  comes\t along? \n\n Me.\n\n\n";
    private final TestPosts world = new TestPosts();

    @AfterEach void close() { world.close(); }

    private static Dressing dressing(String prologue, String epilogue, List<String> added, List<String> removed, boolean keepSigned, ReplyTo replyTo, FromRewriting rewriting, boolean personal) {
        var usual = Dressing.USUAL;
        return new Dressing(usual.subjectTag(), usual.digits(), false, replyTo, "desk@podunk.test", usual.precedence(), prologue, epilogue, added, removed, keepSigned, rewriting, personal);
    }

    private void framed(String prologue, String epilogue) { world.change(world.list.plan().with(dressing(prologue, epilogue, List.of(), List.of(), false, ReplyTo.UNTOUCHED, FromRewriting.NEVER, true))); }

    private String posted(String text) throws Exception {
        if (world.published.isEmpty() && world.house.work.call(() -> world.world.members.find(world.list.id(), "jane@far.test")).isEmpty()) world.join("jane@far.test");
        world.post("jane@far.test", text);
        return world.article();
    }

    private static void has(String article, String... lines) { for (var line : lines) assertTrue(article.contains("\r\n" + line + "\r\n") || article.startsWith(line + "\r\n"), () -> line + "\n\n" + article); }

    @Test void aPostGetsItsNumberItsFieldsAndItsPlaceInTheArchive() throws Exception {
        var article = posted(PLAIN);
        has(article, "Delivered-To: biking@podunk.test", "List-Id: Biking <biking.podunk.test>", "List-Post: <mailto:biking@podunk.test>", "List-Owner: <mailto:biking-owner@podunk.test>", "Precedence: list", "X-Mail-Count: 00001",
                "Subject: [biking:00001] A ride", "From: Jane Doe <jane@far.test>", "Message-ID: <1@far.test>");
        assertTrue(article.contains("Archived-At: <https://mx.podunk.test/lists/biking@podunk.test/1>") || article.contains("Archived-At:\r\n <https://mx.podunk.test"), article);
        assertFalse(article.contains("Return-Path"), article);
        assertTrue(article.endsWith("\r\n\r\nWho comes along?\r\n"), article);
        assertEquals(2L, world.house.work.call(() -> world.world.lists.number(world.list.id())));
        assertEquals(1, world.house.work.call(() -> world.world.members.find(world.list.id(), "jane@far.test").orElseThrow().posts()));
        assertTrue(posted(PLAIN).contains("Subject: [biking:00002] A ride"));
    }

    @Test void receiptsPasswordsAndOtherListsAreTakenOff() throws Exception {
        world.change(world.list.plan().with(dressing("", "", List.of("X-Motto: always uphill", "X-Greeting: Grüße", "Bcc: evil@far.test", "X-Bad: a\rBcc: b", "not a field", "From: me@x.test"), List.of("X-Mailer", "X-Spam-*", "From", "Message-ID"),
                false, ReplyTo.LIST, FromRewriting.NEVER, true)).with(new Posting(Posting.Posters.ANYBODY, Posting.Others.HELD, List.of(), 0, 0, 0, Posting.Attachments.ALLOWED, true, 14, 1)));
        var article = posted("Return-Receipt-To: jane@far.test\nDisposition-Notification-To: jane@far.test\nApproved: secret\nPrecedence: first-class\nX-Mailer: Old\n 1.0\nX-Spam-Score: 3\nX-Kept: yes\nReply-To: jane@home.test\n" + PLAIN);
        for (var gone : List.of("Receipt-To", "Notification-To", "Approved", "first-class", "X-Mailer", "Old", "X-Spam", "evil@", "Bcc", "me@x.test", "jane@home.test")) assertFalse(article.contains(gone), () -> gone + "\n" + article);
        has(article, "X-Kept: yes", "X-Motto: always uphill", "X-Greeting: =?UTF-8?B?" + Base64.getEncoder().encodeToString("Grüße".getBytes(StandardCharsets.UTF_8)) + "?=", "Reply-To: biking@podunk.test", "From: Jane Doe <jane@far.test>", "Message-ID: <1@far.test>");
    }

    @Test void plainTextsAreFramedInTheirOwnCharset() throws Exception {
        framed("この先は急です\n", "自転車の会\n");
        var jis = Charset.forName("ISO-2022-JP");
        world.join("jane@far.test");
        var octets = "From: <jane@far.test>\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\nこんにちは".getBytes(jis);
        world.settle(world.incoming(new TestPosts.Sent("jane@far.test", "pass", ""), octets, ""));
        var article = world.octets();
        for (byte b : article) assertTrue(b >= 0);
        assertTrue(new String(article, jis).endsWith("\r\n\r\nこの先は急です\r\nこんにちは\r\n自転車の会\r\n"), new String(article, jis));
    }

    @Test void eachEncodingCarriesTheEpilogue() throws Exception {
        for (var row : """
            us-ascii   | 7bit             | hello                | plain text  | text/plain
            us-ascii   | 7bit             | hello                | Grüße       | multipart/mixed
            utf-8      | 8bit             | grün                 | Grüße       | text/plain
            utf-8      | quoted-printable | gr=C3=BCn =3D        | Grüße = 1   | text/plain
            utf-8      | base64           | Z3LDvG4=             | Grüße       | text/plain
            iso-8859-1 | quoted-printable | gr=FCn               | 自転車       | multipart/mixed
            x-unknown  | 7bit             | hello                | plain text  | multipart/mixed
            """.lines().toList()) {
            var cell = row.split("\\|");
            carries(cell[0].strip(), cell[1].strip(), cell[2].strip(), cell[3].strip(), cell[4].strip());
        }
    }

    private void carries(String charset, String encoding, String body, String epilogue, String type) throws Exception {
        framed("", epilogue);
        var header = "MIME-Version: 1.0\nContent-Type: text/plain; charset=" + charset + "\nContent-Transfer-Encoding: " + encoding + "\n";
        posted(header + PLAIN.replace("Who comes along?", body));
        MessageOctets octets = MessageOctets.of(world.octets());
        var structure = Structure.read(octets);
        assertEquals(type, structure.root().type().value());
        var text = new StringBuilder();
        for (var part : structure.leaves()) text.append(part.text(octets, 10_000));
        assertTrue(text.toString().contains(epilogue), text::toString);
        assertTrue(text.toString().startsWith(body.startsWith("gr") || body.startsWith("Z3") ? "grün" : body), text::toString);
    }

    @Test void whatIsSignedOrEncryptedKeepsItsBody() throws Exception {
        framed("before", "after");
        for (var type : List.of("multipart/signed; boundary=b; protocol=\"application/pgp-signature\"", "multipart/encrypted; boundary=b", "application/pkcs7-mime; smime-type=enveloped-data")) {
            var body = "--b\r\nContent-Type: text/plain\r\n\r\nhello  \r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nxx\r\n--b--\r\n";
            var article = posted("MIME-Version: 1.0\nContent-Type: " + type + "\n" + PLAIN.substring(0, PLAIN.indexOf("\n\n")) + "\n\n" + body.replace("\r\n", "\n"));
            assertTrue(article.endsWith("\r\n\r\n" + body), article);
        }
        assertTrue(posted(PLAIN.replace("Who comes along?", "-----BEGIN PGP SIGNED MESSAGE-----\nhello")).endsWith("\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nhello\r\n"));
    }

    @Test void otherMessagesAreWrapped() throws Exception {
        framed("before", "after");
        var article = posted("MIME-Version: 1.0\nContent-Type: multipart/alternative;\n boundary=b\n" + PLAIN.substring(0, PLAIN.indexOf("\n\n")) + "\n\n--b\n\nhello\n--b\nContent-Type: text/html\n\n<b>hello</b>\n--b--\n");
        var structure = Structure.read(MessageOctets.of(article.getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(List.of("text/plain", "text/plain", "text/html", "text/plain"), structure.leaves().stream().map(part -> part.type().value()).toList());
        assertEquals(List.of("multipart/mixed"), structure.header().every("Content-Type").stream().map(field -> field.split(";")[0]).toList());
        assertEquals(1, structure.header().every("MIME-Version").size());
        var html = posted("Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n" + PLAIN);
        assertEquals("quoted-printable", Structure.read(MessageOctets.of(html.getBytes(StandardCharsets.ISO_8859_1))).leaves().get(1).encoding());
    }

    @Test void whatASignatureCoversIsNotChanged() throws Exception {
        world.change(world.list.plan().with(dressing("before", "after", List.of("X-Motto: up", "X-Signed: no"), List.of("X-Signed"), true, ReplyTo.LIST, FromRewriting.WHEN_NEEDED, true)));
        var article = posted("DKIM-Signature: v=1; a=rsa-sha256; d=far.test; s=x;\n h=From : Subject:Reply-To:x-signed; b=abc\nX-Signed:  as   it is\n" + PLAIN);
        has(article, "Subject: A ride", "From: Jane Doe <jane@far.test>", "X-Signed:  as   it is", "X-Motto: up", "X-Mail-Count: 00001", "List-Id: Biking <biking.podunk.test>");
        assertTrue(article.endsWith("\r\n\r\nWho comes along?\r\n"), article);
        assertFalse(article.contains("Reply-To: "), article);
        assertFalse(article.contains("X-Signed: no"), article);
        world.zone.put("_dmarc.far.test", new Answer.Found<>(List.of("v=DMARC1; p=reject")));
        assertTrue(posted(PLAIN).contains("via Biking"), "nobody has signed it, so its From would be refused");
        assertTrue(posted("DKIM-Signature: v=1; a=rsa-sha256; d=far.test; s=x; bh=abcd; h=From:Subject; b=abcd\n" + PLAIN).contains("via Biking"), "it only says to be signed");
    }

    /// By another program, of [#SIGNED].
    @ParameterizedTest @ValueSource(strings = {"""
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=far.test;
 i=@far.test; q=dns/txt; s=s1; t=1795370969; h=from : subject :
 reply-to : message-id;
 bh=MkjkhVuGUuhTY67rs5jX80Ykt3Dj3Jwnwq0fE4WZIXk=;
 b=WHefJIxZWApOBio4YYiI6oXlh8Xt7INGCqlvAhO2gHqhROBxyme9uPvG9v2DohPbVp+rQ
 w3r0R0NFMBThHOejpXYCZ/7GuGZCgXCPx2aOOvgzFHb+HFiW/QLIEhaoQKlN8Jdr0C7IsdS
 NCgrjFRSopPTnFd3rn3Q6xQ57AjTcUM=
 """, """
DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=far.test;
 i=@far.test; q=dns/txt; s=s1; t=1795370969; h=from : subject :
 reply-to : message-id;
 bh=I2+ycUDCwIuLyFbeeWaWOhZ2VpTjG80P2R/MKEAuv3w=;
 b=hDC5rcnq9toM1P4CzYALpbc0eYxdcGTsteCQy8YKrVOPYjqW834BRfitiZJw/KRBKvFbf
 sF6Z9PJtcvciIQVP50lOiq9YJwY4ZUQwRzoiR2RSiR0wvmIf1deFyYkZgKnj2kVSuzzpQ9P
 dIT42R1fK5C9L9d8QsiBp0rLgPDVios=
 """, """
DKIM-Signature: v=1; a=rsa-sha256; c=simple/relaxed; d=far.test;
 i=@far.test; q=dns/txt; s=s1; t=1795370969; h=from : subject :
 reply-to : message-id;
 bh=MkjkhVuGUuhTY67rs5jX80Ykt3Dj3Jwnwq0fE4WZIXk=;
 b=S5cxyuUcTJ92TYgojXZTXgwkC1yCPkaXySyGOfZrmST3hi1wya/XbbYvbboC4wviX7+BT
 m6eRSCz/Y0kYeGGnm1FHWZCNTC5iHmhi2TKESFqArDaSwBGDwY168FOQu/4RPPYaYuS6cn9
 YBffY6eGaGZ4RGopbwpi+RRCeCVp8CA=
 """})
    void anAuthorsSignatureThatHoldsKeepsFrom(String seal) throws Exception {
        world.change(world.list.plan().with(dressing("before", "after", List.of(), List.of(), true, ReplyTo.UNTOUCHED, FromRewriting.WHEN_NEEDED, true)));
        world.zone.put("_dmarc.far.test", new Answer.Found<>(List.of("v=DMARC1; p=reject")));
        world.zone.put("s1._domainkey.far.test", new Answer.Found<>(List.of("v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCZt4HmO2bEIgHoE67ODeKWeqIIUlJhWJ6F5Xkl8rk3gxR6ryvz5bmQpPfuQvHjzu6mIjchq3gVvOFRlc+VZpAw19jVz0uvKYwNL/SkUQOISvaKE/HtCB4h37pnh1bB4RY9s9JK7DQlPnLUG4k4tYvE80Nrn3qfFnUemcbPBrW3zQIDAQAB")));
        assertFalse(posted(seal.strip() + "\n" + SIGNED).contains("via Biking"));
        for (var forged : List.of(SIGNED.replace("along", "alone"), SIGNED.replace("Jane Doe", "Jane Roe"), SIGNED.replace("A   ride", "A walk"), SIGNED.replace("jane@home", "joan@home"))) assertTrue(posted(seal.strip() + "\n" + forged).contains("via Biking"), forged);
        assertTrue(posted(seal.strip().replace("d=far.test", "d=near.test") + "\n" + SIGNED).contains("via Biking"));
        world.zone.put("s1._domainkey.far.test", new Answer.Found<>(List.of("v=DKIM1; p=")));
        assertTrue(posted(seal.strip() + "\n" + SIGNED).contains("via Biking"), "the key was withdrawn");
    }

    @Test void anAuthorWhoseDomainAsksForItGivesWayToTheList() throws Exception {
        world.zone.put("_dmarc.far.test", new Answer.Found<>(List.of("v=DMARC1; p=reject; rua=mailto:x@far.test")));
        var article = posted(PLAIN);
        has(article, "From: Jane Doe via Biking", " <biking@podunk.test>", "Reply-To: =?UTF-8?B?SmFuZSBEb2U=?= <jane@far.test>".replace("=?UTF-8?B?SmFuZSBEb2U=?=", "Jane Doe"), "X-Original-From: <jane@far.test>");
        assertFalse(article.contains("From: Jane Doe <jane@far.test>"), article);
    }

    @Test void aHeldPostGoesOutAsItCameOnceItIsApproved() throws Exception {
        assertTrue(world.post("stranger@far.test", PLAIN.replace("jane@", "stranger@")).outcome() instanceof Outcome.Done);
        assertEquals(List.of("owner@far.test", "stranger@far.test"), world.letters.sent.stream().map(sent -> sent.to()).toList());
        assertTrue(world.letters.sent.getFirst().message().getFrom()[0].toString().contains("biking-confirm+"));
        var item = world.house.work.call(() -> world.held.of(world.list.id(), 0, 10)).getFirst();
        assertEquals(Held.Why.STRANGER, item.why());
        assertEquals("A ride", item.subject());
        assertTrue(world.house.work.call(() -> world.held.live(item.message().orElseThrow().segment(), 10)).get(item.message().orElseThrow().number()));
        world.house.work.run(() -> world.held.decide(world.list, item.id(), Word.APPROVE, "", "owner@far.test"));
        assertThrows(Rejected.class, () -> world.house.work.run(() -> world.held.decide(world.list, item.id(), Word.REJECT, "", "owner@far.test")));
        var back = world.queued.getFirst();
        assertTrue(back.target().endsWith("POST approved"), back.target());
        world.settle(world.incoming(world.store.read(back.record()).orElseThrow().envelope(), back.record(), back.sender(), back.prefix(), "approved"));
        has(world.article(), "Subject: [biking:00001] A ride", "Delivered-To: biking@podunk.test");
    }

    @Test void whatIsRejectedOrTooOldGoesBack() throws Exception {
        for (int i = 0; i < 2; i++) world.post("stranger@far.test", PLAIN.replace("jane@", "stranger@"));
        var items = world.house.work.call(() -> world.held.of(world.list.id(), 0, 10));
        world.letters.sent.clear();
        world.house.work.run(() -> world.held.decide(world.list, items.getFirst().id(), Word.REJECT, "Not about bicycles.", "owner@far.test"));
        assertTrue(world.letters.only().getContent().toString().contains("Not about bicycles."));
        world.house.clock.pass(Duration.ofDays(2));
        assertEquals(1, world.moderation.run());
        assertEquals("owner@far.test", world.letters.sent.removeFirst().to());
        world.house.clock.pass(Duration.ofDays(20));
        assertEquals(1, world.moderation.run());
        assertEquals("stranger@far.test", world.letters.sent.removeFirst().to());
        assertEquals(0, world.house.work.call(() -> world.held.count(world.list.id())));
    }

    @Test void anOwnerAnswersByALinkOnce() throws Exception {
        world.post("jane@far.test", PLAIN);
        var questions = new HeldQuestions();
        questions.held = world.held;
        questions.lists = world.world.lists;
        questions.links = world.delivery.links;
        questions.open = new org.posthouse.mailbox.OpenStore();
        questions.open.set(world.store);
        var from = world.letters.sent.getFirst().message().getFrom()[0].toString();
        var token = from.substring(from.indexOf('+') + 1, from.lastIndexOf('@'));
        var texts = org.posthouse.text.Texts.in(org.posthouse.text.Language.ENGLISH);
        var asked = world.house.work.call(() -> world.delivery.links.find(token)).orElseThrow();
        assertEquals(List.of("approve", "trust", "reject", "discard"), world.house.work.call(() -> questions.question(asked, texts)).orElseThrow().choices().stream().map(choice -> choice.word()).toList());
        assertTrue(world.house.work.call(() -> questions.question(asked, texts)).orElseThrow().text().endsWith("\n\nWho comes along?"), "they see what they decide about");
        assertTrue(world.house.work.call(() -> questions.settle(token, asked, "approve", "", texts)).isPresent());
        assertEquals(Optional.empty(), world.house.work.call(() -> questions.settle(token, asked, "approve", "", texts)));
        assertEquals(1, world.queued.size());
    }

    @Test void everyMemberGetsOneCopyWhateverFailsOnTheWay() throws Exception {
        world.house.work.run(() -> { for (int i = 0; i < 2300; i++) world.world.members.join(world.list, new Address("m" + i, "far.test"), "", "", org.posthouse.list.Member.State.ON, org.posthouse.list.Member.Why.OWNER); });
        posted(PLAIN);
        world.join("late@far.test");
        world.distribution.round();
        world.fault = new IllegalStateException("the disk does not answer");
        world.distribution.round();                                     // committed, and nobody knows whether it is safe
        world.fault = null;
        world.distribute();
        assertEquals(2301, world.copies.size());
        assertEquals(2301, new HashSet<>(world.copies.stream().map(copy -> copy.to().toString()).toList()).size());
        assertEquals(2301, new HashSet<>(world.copies.stream().map(copy -> copy.number()).toList()).size());
        assertTrue(world.house.work.call(world.delivery.mailings::open).isEmpty());
        var copy = world.copies.getFirst();
        var mark = copy.sender().substring(copy.sender().indexOf('+') + 1, copy.sender().indexOf('@'));
        assertTrue(world.world.marks.read(MemberMarks.Purpose.RETURN_PATH, mark).isPresent());
        assertTrue(copy.fields().matches("(?s)List-Unsubscribe: <https://mx.podunk.test/lists/biking@podunk.test/leave/[0-9a-z-]+>,\r\n <mailto:biking-unsubscribe@podunk.test>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), copy.fields());
    }

    @Test void copiesAreAlikeWhereTheListSharesThem() throws Exception {
        world.change(world.list.plan().with(dressing("", "", List.of(), List.of(), false, ReplyTo.UNTOUCHED, FromRewriting.NEVER, false)));
        for (int i = 0; i < 3; i++) world.join("m" + i + "@far.test");
        posted(PLAIN);
        world.distribute();
        assertEquals(4, world.copies.size());
        assertEquals(1, new HashSet<>(world.copies.stream().map(copy -> copy.sender() + copy.fields()).toList()).size());
        assertEquals("biking-bounces@podunk.test", world.copies.getFirst().sender());
    }

    @Test void aPostWhoseTransactionFailsHasTakenNothing() throws Exception {
        world.join("jane@far.test");
        var mail = world.incoming(new TestPosts.Sent("jane@far.test", "pass", PLAIN), "");
        var verdict = world.posts.receive(mail);
        assertThrows(IllegalStateException.class, () -> world.house.work.run(() -> {
            verdict.work().run();
            throw new IllegalStateException("the power is gone");
        }));
        verdict.end().run();
        world.published.clear();
        assertEquals(1L, world.house.work.call(() -> world.world.lists.number(world.list.id())));
        assertTrue(world.house.work.call(world.delivery.mailings::open).isEmpty());
        var again = new ArrayList<Long>();
        world.settle(mail);
        world.published.forEach(one -> again.add(one.number()));
        assertEquals(List.of(1L), again);
    }

    @Test void aCommandIsAnsweredAndGoesToNobody() throws Exception {
        world.join("jane@far.test");
        world.post("jane@far.test", PLAIN.replace("Who comes along?", "unsubscribe"));
        assertTrue(world.published.isEmpty());
        assertEquals("jane@far.test", world.letters.sent.getFirst().to());
    }
}
