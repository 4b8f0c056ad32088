package org.posthouse.smtpclient;

import java.util.Optional;
import org.posthouse.mime.Address;
import org.posthouse.mime.Domains;
import org.posthouse.mime.LocalPart;
import org.posthouse.mime.PathRead;

/// How addresses and values are written in commands.
final class Spelling {
    private Spelling() { }

    /// Between brackets: the local part quoted where it must be, the domain in A-labels, which every server knows. Empty for what is no address.
    static Optional<String> path(String address) {
        if (address.isEmpty()) return Optional.of("<>");
        var read = PathRead.parse("<" + address + ">") instanceof PathRead.Good(var path, var rest) && rest.isEmpty() ? path.address() : unquoted(address);
        return read.map(found -> new Address(found.local(), Domains.ascii(found.domain()).orElse(found.domain()))).map(found -> "<" + found + ">");
    }

    private static Optional<Address> unquoted(String address) {
        int at = address.lastIndexOf('@');
        var local = at < 0 ? address : address.substring(0, at);
        var domain = at < 0 ? "" : address.substring(at + 1);
        return LocalPart.valid(local) && Domains.valid(domain) ? Optional.of(new Address(local, domain)) : Optional.empty();
    }

    static boolean ascii(String text) { return text.chars().allMatch(c -> c < 128); }

    /// The address in ORCPT of the type `utf-8`, in the form that needs no SMTPUTF8 (RFC 6533 §3: utf-8-addr-xtext).
    static String unicodeXtext(String address) {
        var encoded = new StringBuilder();
        address.codePoints().forEach(c -> {
            if (c > 32 && c < 127 && c != '+' && c != '=' && c != '\\') encoded.appendCodePoint(c);
            else encoded.append("\\x{").append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)).append('}');
        });
        return encoded.toString();
    }
}
