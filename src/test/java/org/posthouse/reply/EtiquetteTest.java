package org.posthouse.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;

/// RFC 3834 §2, case by case.
class EtiquetteTest {
    @ParameterizedTest @CsvSource({
        "bob,far.org,yes", "bob+lists,far.org,yes", "owner,far.org,yes", "request,far.org,yes", "bob-owner-of-dogs,far.org,yes", "postmasters,far.org,yes", "bounced,far.org,yes",
        "MAILER-DAEMON,far.org,no", "postmaster,far.org,no", "Owner-list,far.org,no", "list-owner,far.org,no", "list-REQUEST,far.org,no", "list-bounces,far.org,no", "bounces+jane=podunk.test,far.org,no",
        "list-bounces+jane=podunk.test,far.org,no", "bounce-12,far.org,no", "noreply,far.org,no", "no-reply,far.org,no", "news-noreply,far.org,no", "majordomo,far.org,no", "listserv,far.org,no",
        "bob,host.invalid,no", "bob,localhost,no", "bob,sub.example,yes", "bob,far.test,yes" })
    void sendersWhoAreAnswered(String local, String domain, String answered) { assertEquals(answered, Etiquette.of(new Address(local, domain), false).isEmpty() ? "yes" : "no"); }

    @ParameterizedTest @ValueSource(strings = {"Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; type=x", "auto-submitted: AUTO-NOTIFIED (by cron)", "Auto-Submitted: (no) auto-replied", "Auto-Submitted:",
            "Auto-Submitted: no\r\nAuto-Submitted: auto-replied", "List-Id: <l.far.org>", "LIST-UNSUBSCRIBE: <mailto:x@far.org>", "List-Post: NO", "List-Anything: x", "Precedence: bulk", "Precedence: JUNK", "Precedence: list",
            "precedence: bulk; x", "X-Auto-Response-Suppress: OOF, AutoReply", "X-Auto-Response-Suppress: All", "X-Autoreply: yes", "Mailing-List: contact x", "X-Mailing-List: x",
            "Content-Type: multipart/report;\r\n report-type=delivery-status", "Content-Type: Multipart/Report"})
    void whatNoPersonHasSent(String field) { assertEquals(true, Etiquette.of(header(field)).isPresent()); }

    @ParameterizedTest @ValueSource(strings = {"Auto-Submitted: no", "Auto-Submitted: NO (really)", "Auto-Submitted: (a person) no", "Precedence: first-class", "Precedence: special-delivery", "X-List-Id: x", "Content-Type: multipart/mixed",
            "X-Auto-Response-Suppress: None", "Subject: List-Id: x", "Subject: x\r\n\r\nList-Id: in the body"})
    void whatAPersonMayHaveSent(String field) { assertEquals(false, Etiquette.of(header(field)).isPresent()); }

    private static HeaderFields header(String fields) { return HeaderFields.of(("From: bob@far.org\r\n" + fields + "\r\n\r\nHello\r\n").getBytes(StandardCharsets.UTF_8)); }
}
