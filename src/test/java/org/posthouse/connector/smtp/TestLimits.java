package org.posthouse.connector.smtp;

import java.time.Duration;
import org.posthouse.connector.api.Limits;

/// The default limits with single ones made small.
record TestLimits(Limits all) {
    static TestLimits usual() { return new TestLimits(Limits.DEFAULT); }

    TestLimits message(long octets) { return with(octets, all.recipients(), all.messages(), all.errors(), all.commandTimeout(), all.dataTimeout(), all.dataTotal(), all.vrfy()); }

    TestLimits recipients(int most) { return with(all.messageBytes(), most, all.messages(), all.errors(), all.commandTimeout(), all.dataTimeout(), all.dataTotal(), all.vrfy()); }

    TestLimits messages(int most) { return with(all.messageBytes(), all.recipients(), most, all.errors(), all.commandTimeout(), all.dataTimeout(), all.dataTotal(), all.vrfy()); }

    TestLimits patience(Duration command, Duration data, Duration total) { return with(all.messageBytes(), all.recipients(), all.messages(), all.errors(), command, data, total, all.vrfy()); }

    TestLimits verifying() { return with(all.messageBytes(), all.recipients(), all.messages(), all.errors(), all.commandTimeout(), all.dataTimeout(), all.dataTotal(), true); }

    private TestLimits with(long message, int recipients, int messages, int errors, Duration command, Duration data, Duration total, boolean asked) {
        return new TestLimits(new Limits(message, recipients, messages, all.commandOctets(), all.textOctets(), all.headerBytes(), all.headerFields(), all.parameterOctets(), all.mimeDepth(),
                all.mimeParts(), errors, all.connectionsPerAddress(), all.connections(), command, all.popTimeout(), data, total, asked, asked));
    }
}
