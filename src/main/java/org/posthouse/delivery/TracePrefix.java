package org.posthouse.delivery;

import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Optional;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mime.Address;
import org.posthouse.mime.MailDate;
import org.posthouse.mime.Path;
import org.posthouse.store.Entry;
import org.posthouse.store.Trace;

/// What the house puts in front of a message: Return-Path where it ends (RFC 5321 §4.4), Delivered-To (RFC 9228), what intake noticed, Received.
final class TracePrefix {
    private final String hostname;

    TracePrefix(String hostname) { this.hostname = hostname; }

    /// For final delivery: to a mailbox, a program, a file.
    ///
    /// @param fields of [org.posthouse.store.Intake], or of a list's copy
    byte[] here(Entry entry, Path sender, Path recipient, String fields) {
        var to = recipient.address().map(Object::toString).orElse("");
        return octets(entry, "Return-Path: " + sender + "\r\nDelivered-To: " + to + "\r\n" + fields + received(entry, to));
    }

    /// The fields of a prefix that [#here] has made: those between the addresses and where the message came from.
    static String fields(byte[] here) {
        var text = new String(here, StandardCharsets.UTF_8);
        int begin = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
        int end = text.indexOf("\nReceived: from ", begin - 1);
        return text.substring(begin, end < 0 ? text.length() : end + 1);
    }

    /// For the next server. Copies that differ in nothing but their recipient get the same, so that they can share a transaction.
    ///
    /// @param only the envelope's recipient when there is no other
    /// @param by   who sent it on, so that it is recognised when it comes back
    byte[] onward(Entry entry, Optional<Path> only, Optional<Address> by, String fields) {
        return octets(entry, by.map(address -> "Delivered-To: " + address + "\r\n").orElse("") + fields + received(entry, only.flatMap(Path::address).map(Object::toString).orElse("")));
    }

    private static byte[] octets(Entry entry, String text) {
        var prefix = text.getBytes(StandardCharsets.UTF_8);
        if (prefix.length > Arrival.MAX_PREFIX) throw new IllegalStateException("the trace of " + entry.id() + " has " + prefix.length + " octets");
        return prefix;
    }

    private String received(Entry entry, String to) { return entry.envelope().trace().map(trace -> received(entry, trace, to)).orElse(""); }

    /// RFC 5321 §4.4; FOR names one recipient alone, so that a blind copy stays blind (§7.2).
    private String received(Entry entry, Trace trace, String to) {
        var utf8 = entry.envelope().envelope().sender().utf8();
        var tls = trace.tls().map(t -> "\r\n\t(" + t.protocol() + " " + t.cipher() + ")").orElse("");
        return "Received: from " + helo(trace) + " (" + literal(trace) + ")\r\n\tby " + hostname + " with " + protocol(trace, utf8) + " id " + entry.id() + tls
                + (to.isEmpty() ? "; " : "\r\n\tfor <" + to + ">; ") + MailDate.format(entry.envelope().arrival().atZone(ZoneOffset.UTC)) + "\r\n";
    }

    /// What the client called itself, if that can stand in a header.
    private static String helo(Trace trace) { return trace.helo().matches("[A-Za-z0-9.:_\\[\\]-]{1,255}") ? trace.helo() : "unknown"; }

    /// RFC 5321 §4.1.3.
    private static String literal(Trace trace) {
        var address = trace.client().getAddress();
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return address instanceof Inet6Address ? "[IPv6:" + (zone < 0 ? text : text.substring(0, zone)) + "]" : "[" + text + "]";
    }

    /// RFC 3848 §1, RFC 6531 §4.3.
    private static String protocol(Trace trace, boolean utf8) {
        if (trace.service().equals("lmtp")) return (utf8 ? "UTF8LMTP" : "LMTP") + (trace.tls().isPresent() ? "S" : "") + (trace.who().isPresent() ? "A" : "");
        if (!trace.extended()) return "SMTP";
        return (utf8 ? "UTF8SMTP" : "ESMTP") + (trace.tls().isPresent() ? "S" : "") + (trace.who().isPresent() ? "A" : "");
    }
}
