package org.posthouse.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/// Hands the tools of this package to the house, in the sizes of a small appliance.
@ApplicationScoped public class Security {
    private static final int REMEMBERED = 20_000;
    /// Sign-ins that may wait for a core: at 50 ms a hash on two cores, the last of them waits three seconds.
    private static final int QUEUE = 128;

    private final SecureRandom random = new SecureRandom();

    /// The only clock of the house: whatever time decides takes it from here, so that tests can set it.
    @Produces @Singleton Clock clock() { return Clock.systemUTC(); }

    @Produces @Singleton Passwords passwords() { return new Passwords(Passwords.Cost.DEFAULT, random); }

    @Produces @Singleton HashGate hashGate() { return new HashGate(Runtime.getRuntime().availableProcessors(), QUEUE, Duration.ofSeconds(10)); }

    @Produces @Singleton Failures failures(Clock clock) { return new Failures(clock, REMEMBERED); }

    @Produces @Singleton VerifiedCache verifiedCache(Clock clock) { return new VerifiedCache(clock, Duration.ofMinutes(5), REMEMBERED, random); }

    @Produces @Singleton HostNames hostNames() { return HostNames.system(); }

    @Produces @Singleton SecureRandom random() { return random; }

    /// @throws IOException when `<home>/config/keys` is damaged: the house must not start without it
    @Produces @Singleton KeyRing keyRing(Clock clock) throws IOException {
        var home = ConfigProvider.getConfig().getOptionalValue("posthouse.home", String.class).orElse("./var");
        return KeyRing.open(Path.of(home).resolve("config").resolve("keys"), clock, random);
    }
}
