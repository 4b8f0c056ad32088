package org.posthouse.dns;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;

/// The real one, wired by hand to given name servers.
public final class TestDns extends Dns {
    private Map<TextSetting, String> texts = Map.of();

    public TestDns(Clock clock, String servers) {
        this.clock = clock;
        config = (Config) Proxy.newProxyInstance(TestDns.class.getClassLoader(), new Class<?>[] {Config.class}, (_, _, arguments) -> arguments[0].equals("posthouse.resolvers") ? Optional.of(servers) : Optional.empty());
        settings = new Settings() {
            @Override public Snapshot now() { return new Snapshot(1, Map.of(), texts); }
        };
        patience = Duration.ofMillis(500);
        open();
    }

    /// As `dns.hosts` has them.
    public void hosts(String text) { texts = Map.of(TextSetting.DNS_HOSTS, text); }
}
