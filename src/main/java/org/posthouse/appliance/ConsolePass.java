package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.microprofile.config.Config;
import org.posthouse.account.Accounts;
import org.posthouse.account.Reserved;
import org.posthouse.database.UnitOfWork;

/// Who can read the home may do what Postmaster may: `<home>/console` holds a secret, new at each start, that the API takes from this machine. It is how the `posthouse` command reaches a running house.
@ApplicationScoped public class ConsolePass {
    private static final System.Logger LOG = System.getLogger(ConsolePass.class.getName());
    private static final String FILE = "console";
    private static final String KIND = "console-";

    @Inject Config config;
    @Inject SecureRandom random;
    @Inject Accounts accounts;
    @Inject UnitOfWork unitOfWork;

    private volatile byte[] secret = new byte[0];
    private volatile long postmaster;

    /// Behind the schema, before anything listens.
    void issue() {
        postmaster = unitOfWork.call(() -> accounts.find(Reserved.POSTMASTER.local()).orElseThrow().id());
        var octets = new byte[32];
        random.nextBytes(octets);
        var text = KIND + HexFormat.of().formatHex(octets);
        try {
            var draft = file().resolveSibling(FILE + ".new");
            Files.deleteIfExists(draft);
            if (Files.getFileStore(draft.getParent()).supportsFileAttributeView("posix")) Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, text + "\n", StandardCharsets.US_ASCII);
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            secret = text.getBytes(StandardCharsets.US_ASCII);
        } catch (IOException unwritable) {
            LOG.log(System.Logger.Level.WARNING, "event=console-closed what=the posthouse command cannot sign in", unwritable);
        }
    }

    void withdraw() {
        secret = new byte[0];
        try {
            Files.deleteIfExists(file());
        } catch (IOException _) {
            // the next start replaces it
        }
    }

    /// Postmaster's account.
    public long account() { return postmaster; }

    /// @param client must be this machine: a secret that got out is worth nothing elsewhere
    public boolean opens(String token, InetAddress client) {
        var held = secret;
        return held.length > 0 && token.startsWith(KIND) && MessageDigest.isEqual(held, token.getBytes(StandardCharsets.US_ASCII)) && own(client);
    }

    private static boolean own(InetAddress client) {
        try {
            return client.isLoopbackAddress() || NetworkInterface.getByInetAddress(client) != null;
        } catch (IOException _) {
            return false;
        }
    }

    private Path file() { return Path.of(config.getOptionalValue("posthouse.home", String.class).orElse("./var")).resolve(FILE); }
}
