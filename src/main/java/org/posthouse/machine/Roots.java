package org.posthouse.machine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;

/// The folders below which mail may be written to files.
@ApplicationScoped public class Roots {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,63}";
    private static final String FIELD = "folders";
    private static final int MOST_TARGET = 400;
    /// One step of a path below a folder: nothing hidden, nothing that leads up.
    private static final Pattern STEP = Pattern.compile("[\\p{L}\\p{N}_@+=,-][\\p{L}\\p{N}._@+=, -]{0,199}");

    private record Known(long stamp, Map<String, Root> all) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;
    @Inject Config config;

    private volatile Known known = new Known(-1, Map.of());

    /// Where a target leads.
    ///
    /// @param root    to begin at
    /// @param steps   names below it, the last one the file's or the Maildir's
    /// @param maildir it is a folder of messages, not a file
    public record Place(Root root, List<String> steps, boolean maildir) { }

    /// From memory, for the path of mail. Empty when the folder is not in the list, or the rest is no path below it.
    public Optional<Place> place(String target) {
        boolean maildir = target.endsWith("/");
        var parts = List.of((maildir ? target.substring(0, target.length() - 1) : target).split("/", -1));
        if (target.length() > MOST_TARGET || parts.size() < 2 || !parts.stream().allMatch(part -> STEP.matcher(part).matches())) return Optional.empty();
        return current(parts.getFirst()).map(root -> new Place(root, parts.subList(1, parts.size()), maildir));
    }

    private Optional<Root> current(String name) {
        long stamp = changes.stamp();
        var at = known;
        if (at.stamp != stamp) known = at = new Known(stamp, all().stream().collect(Collectors.toUnmodifiableMap(Root::name, Function.identity())));
        return Optional.ofNullable(at.all.get(name));
    }

    /// In the order somebody wrote them; as the caller's transaction sees them.
    public List<Root> all() {
        return ((List<?>) database.createNativeQuery("SELECT name, folder FROM mail_root ORDER BY place").setFlushMode(FlushModeType.COMMIT).getResultList())
                .stream().map(each -> new Root((String) ((Object[]) each)[0], (String) ((Object[]) each)[1])).toList();
    }

    /// Replaces the list. In the caller's transaction.
    ///
    /// @throws Rejected INVALID `folders` for what is no folder, has no usable name, or would let mail into the house's own files
    public void replace(List<Root> wanted) {
        var names = new HashSet<String>();
        for (var root : wanted) {
            check(root);
            if (!names.add(root.name())) throw Rejected.invalid(FIELD, "{0} stands here twice", root.name());
        }
        database.createNativeQuery("DELETE FROM mail_root").executeUpdate();
        int place = 0;
        for (var root : wanted) database.createNativeQuery("INSERT INTO mail_root (name, place, folder) VALUES (?1, ?2, ?3)").setParameter(1, root.name()).setParameter(2, place++).setParameter(3, root.folder()).executeUpdate();
        changes.touch();
    }

    private void check(Root root) {
        if (!root.name().matches(NAME)) throw Rejected.invalid(FIELD, "{0} is no name of letters, digits and hyphens", root.name());
        try {
            var given = Path.of(root.folder());
            if (!given.isAbsolute() || !Files.isDirectory(given)) throw Rejected.invalid(FIELD, "{0} is no folder on this machine", root.folder());
            var real = given.toRealPath();
            var home = Path.of(config.getOptionalValue("posthouse.home", String.class).orElse("./var")).toAbsolutePath().normalize();
            var house = Files.exists(home) ? home.toRealPath() : home;
            if (real.startsWith(house) || house.startsWith(real)) throw Rejected.invalid(FIELD, "{0} holds files of this server itself", root.folder());
            if (system(real)) throw Rejected.invalid(FIELD, "{0} belongs to the operating system", root.folder());
        } catch (InvalidPathException | IOException _) {
            throw Rejected.invalid(FIELD, "{0} is no folder on this machine", root.folder());
        }
    }

    private static boolean system(Path real) { return real.getNameCount() == 0 || Arrays.asList("etc", "bin", "sbin", "lib", "lib64", "usr", "boot", "dev", "proc", "sys", "run").contains(real.getName(0).toString()); }

    /// Changes with the list.
    public String version() { return Integer.toHexString(all().hashCode()); }
}
