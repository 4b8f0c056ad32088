package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Accounts;
import org.posthouse.account.SetUp;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.setting.Outcome;
import org.posthouse.setting.Settings;
import org.posthouse.text.Language;

/// A file that answers the questions of the set-up page before anybody asks them: `key: value` a line, nothing nested; what it leaves out is asked there. It is read while the house has no domain, and all that
/// it says is one transaction: when that is durable the file goes, since a password stands in it. One that is wrong in any line does nothing, and the house starts as if there were none.
@ApplicationScoped class Seed {
    private static final System.Logger LOG = System.getLogger(Seed.class.getName());
    private static final int MOST = 64 << 10;
    private static final Set<String> KEYS = Set.of("hostname", "domain", "language", "postmaster-password");
    /// For the machine that the house runs on, which reads the same file.
    private static final Set<String> MACHINE = Set.of("address", "gateway", "dns");
    private static final String ACCOUNT = "account";

    @Inject Config config;
    @Inject SetUp setUp;
    @Inject Accounts accounts;
    @Inject Domains domains;
    @Inject Settings settings;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    /// @param accounts addresses with names
    record Said(Map<String, String> values, Map<String, String> accounts) {
        Optional<String> value(String key) { return Optional.ofNullable(values.get(key)); }
    }

    /// A line that cannot be; tells no value, because it may be a password.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(int line, String what) { super("line " + line + ": " + what, null, false, false); }
    }

    /// Sets the house up, before anything else does, when there is a file and the house is new.
    ///
    /// @return it is set up by the file
    boolean sow() {
        var named = config.getOptionalValue("posthouse.seed", String.class).map(String::strip).filter(text -> !text.isEmpty());
        if (named.isEmpty() || !unitOfWork.call(() -> domains.all().isEmpty())) return false;
        try {
            var file = Path.of(named.get());
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return false;
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST) throw new Wrong(0, "it is no plain file of at most " + MOST + " octets");
            sow(read(Files.readString(file, StandardCharsets.UTF_8)));
            durability.await();
            remove(file);
            LOG.log(System.Logger.Level.INFO, "event=seed-taken file={0}", file);
            return true;
        } catch (Wrong | Rejected | IOException | InvalidPathException wrong) {
            LOG.log(System.Logger.Level.ERROR, "event=seed-refused file={0} what={1}; nothing of it was done, the set-up page is open", named.get(), wrong.getMessage());
            return false;
        }
    }

    private void sow(Said said) {
        setUp.prepare(said.value("domain"), said.value("postmaster-password"), () -> {
            var wishes = new HashMap<String, Optional<String>>();
            said.value("hostname").ifPresent(name -> wishes.put("house.hostname", Optional.of(name)));
            said.value("language").ifPresent(language -> wishes.put("house.language", Optional.of(language)));
            if (settings.change(wishes, Optional.empty()) instanceof Outcome.Refused(var faults)) throw Rejected.invalid(faults.getFirst().name(), faults.getFirst().pattern(), faults.getFirst().arguments().toArray());
            said.accounts().forEach((address, name) -> accounts.imported(AccountPlan.of(name, List.of(address)), Optional.empty()));
        });
    }

    /// @throws Wrong naming the first line that cannot be
    static Said read(String text) throws Wrong {
        var values = new HashMap<String, String>();
        var accounts = new HashMap<String, String>();
        var lines = new ArrayList<>(text.replace("\uFEFF", "").lines().toList());
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.equals("---")) continue;
            int colon = line.indexOf(':');
            if (colon < 1) throw new Wrong(i + 1, "must be a key, a colon and a value");
            var key = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip().replaceFirst("^(['\"])(.*)\\1$", "$2");
            if (MACHINE.contains(key) || value.isEmpty()) continue;
            if (key.equals(ACCOUNT)) {
                var words = value.split("\\s+", 2);
                accounts.put(words[0], words.length > 1 ? words[1].strip() : words[0].replaceFirst("@.*", ""));
            } else if (!KEYS.contains(key)) throw new Wrong(i + 1, "there is no key " + (key.length() > 40 ? key.substring(0, 40) : key).replaceAll("[^ -~]", "?"));
            else if (values.put(key, value) != null) throw new Wrong(i + 1, key + " stands there twice");
            check(i + 1, key, value);
        }
        if (!values.containsKey("domain") && !accounts.isEmpty()) throw new Wrong(lines.size(), "accounts need a domain");
        for (var address : accounts.keySet())
            if (!address.toLowerCase(Locale.ROOT).endsWith('@' + values.get("domain").toLowerCase(Locale.ROOT))) throw new Wrong(lines.size(), "the accounts must be in the domain");
        return new Said(Map.copyOf(values), Map.copyOf(accounts));
    }

    private static void check(int line, String key, String value) throws Wrong {
        boolean good = switch (key) {
            case "hostname" -> DomainKey.of(value).isPresent();
            case "domain" -> DomainKey.of(value).filter(name -> name.name().contains(".")).isPresent();
            case "language" -> Language.of(value).isPresent();
            default -> true;
        };
        if (!good) throw new Wrong(line, key + " is not one that can be used");
    }

    /// Emptied where its folder does not let it go.
    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException kept) {
            try {
                Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            } catch (IOException readOnly) {
                LOG.log(System.Logger.Level.WARNING, "event=seed-stays file={0} what=a password stands in it, take it away", file);
            }
        }
    }
}
