package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.posthouse.account.SetUp;

/// Looks for what `posthouse recover-postmaster` leaves in the home, at the start and every few seconds.
@ApplicationScoped class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
    private static final String FILE = "config/recover";

    @Inject Config config;
    @Inject SetUp setUp;

    /// The file goes first: a code that could not be taken away would never end.
    void look() {
        var file = Path.of(config.getOptionalValue("posthouse.home", String.class).orElse("./var")).resolve(FILE);
        if (!Files.exists(file)) return;
        try {
            var text = Files.size(file) > 200 ? "" : Files.readString(file, StandardCharsets.US_ASCII).strip();
            Files.delete(file);
            if (!text.matches("[0-9a-f]{64}")) throw new IOException("it holds no hash");
            setUp.reopen(text);
            LOG.log(System.Logger.Level.WARNING, "event=recovery-opened what=a code for a new postmaster password, good for {0}", SetUp.REOPENED_FOR);
        } catch (IOException unusable) {
            LOG.log(System.Logger.Level.ERROR, "event=recovery-failed file=" + FILE, unusable);
        }
    }
}
