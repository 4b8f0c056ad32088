package org.posthouse.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScanTest {
    @Test void findsWhatAPlainLoopFinds() {
        var random = new Random(1);
        var octets = new byte[64];
        for (int round = 0; round < 20_000; round++) {
            random.nextBytes(octets);
            if (round % 2 == 0) for (int i = 0; i < octets.length; i++) octets[i] = (byte) (octets[i] & 0x7f | 0x40);
            octets[random.nextInt(64)] = (byte) "\n\r\0\t\u000e\u0080\u00ff.".charAt(random.nextInt(8));
            int from = random.nextInt(64);
            int to = from + random.nextInt(65 - from);
            int lf = from;
            while (lf < to && octets[lf] != '\n') lf++;
            assertEquals(lf, Scan.find(octets, from, to, (byte) '\n'));
            int control = from;
            while (control < to && (octets[control] & 0xff) >= 14) control++;
            assertEquals(control, Scan.findControl(octets, from, to));
            boolean high = new String(octets, from, to - from, ISO_8859_1).chars().anyMatch(c -> c > 127);
            assertEquals(high, Scan.eightBit(octets, from, to));
        }
    }
}
