package org.posthouse.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The encoding of parameter values in DSN and AUTH= (RFC 3461 §4).
public final class Xtext {
    private static final String HEX = "0123456789ABCDEF";

    private Xtext() { }

    /// Empty when it is no xtext. Octets above 127 are taken as the UTF-8 they are where SMTPUTF8 allows them (RFC 6533 §3).
    public static Optional<String> decode(String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        int kept = 0;
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xff;
            if (octet <= 32 || octet == '=' || octet == 127) return Optional.empty();
            if (octet == '+') {
                int high = i + 2 < octets.length ? HEX.indexOf(octets[i + 1]) : -1;
                int low = high >= 0 ? HEX.indexOf(octets[i + 2]) : -1;
                if (low < 0) return Optional.empty();
                octet = high << 4 | low;
                if (octet < 32 || octet == 127) return Optional.empty();        // §4: "printable"; a line end in here would split a header field later
                i += 2;
            }
            octets[kept++] = (byte) octet;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, kept)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    public static String encode(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 32 && octet < 127 && octet != '+' && octet != '=') encoded.append((char) octet);
            else encoded.append('+').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
        }
        return encoded.toString();
    }
}
