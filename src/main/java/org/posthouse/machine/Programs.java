package org.posthouse.machine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// The programs that mail may be handed to.
@ApplicationScoped public class Programs {
    private static final String FIELD = "programs";
    private static final int MOST_SECONDS = 3600;
    private static final int MOST_ARGUMENTS = 2000;

    private record Known(long stamp, Map<String, Program> all) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;

    private volatile Known known = new Known(-1, Map.of());

    /// From memory, for the path of mail.
    public Optional<Program> current(String name) {
        long stamp = changes.stamp();
        var at = known;
        if (at.stamp != stamp) known = at = new Known(stamp, all().stream().collect(Collectors.toUnmodifiableMap(Program::name, Function.identity())));
        return Optional.ofNullable(at.all.get(name));
    }

    /// In the order somebody wrote them; as the caller's transaction sees them.
    public List<Program> all() {
        return ((List<?>) database.createNativeQuery("SELECT name, path, arguments, folder, user_name, seconds, memory_bytes FROM mail_program ORDER BY place").setFlushMode(FlushModeType.COMMIT).getResultList())
                .stream().map(each -> {
                    var row = (Object[]) each;
                    return new Program((String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4], ((Number) row[5]).intValue(), ((Number) row[6]).longValue());
                }).toList();
    }

    /// Replaces the list. In the caller's transaction.
    ///
    /// @throws Rejected INVALID `programs` for what cannot be run, or has no usable name
    public void replace(List<Program> wanted) {
        var names = new HashSet<String>();
        for (var program : wanted) {
            check(program);
            if (!names.add(program.name())) throw Rejected.invalid(FIELD, "{0} stands here twice", program.name());
        }
        database.createNativeQuery("DELETE FROM mail_program").executeUpdate();
        int place = 0;
        for (var program : wanted) {
            database.createNativeQuery("INSERT INTO mail_program (name, place, path, arguments, folder, user_name, seconds, memory_bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
                    .setParameter(1, program.name()).setParameter(2, place++).setParameter(3, program.path()).setParameter(4, program.arguments()).setParameter(5, program.folder())
                    .setParameter(6, program.user()).setParameter(7, program.seconds()).setParameter(8, program.memory()).executeUpdate();
        }
        changes.touch();
    }

    private static void check(Program program) {
        var name = program.name();
        if (!name.matches(Roots.NAME)) throw Rejected.invalid(FIELD, "{0} is no name of letters, digits and hyphens", name);
        unusable(program.path()).ifPresent(why -> { throw new Rejected(Rejected.Kind.INVALID, List.of(why)); });
        if (program.arguments().length() > MOST_ARGUMENTS || Program.words(program.arguments()).isEmpty()) throw Rejected.invalid(FIELD, "{0}: the arguments have open quotes or an unknown placeholder", name);
        if (!program.folder().isEmpty() && !folder(program.folder())) throw Rejected.invalid(FIELD, "{0} is no folder on this machine", program.folder());
        if (!program.user().isEmpty() && !program.user().matches("[a-z_][a-z0-9_-]{0,31}")) throw Rejected.invalid(FIELD, "{0} is no name of a user of this machine", program.user());
        if (program.seconds() < 1 || program.seconds() > MOST_SECONDS) throw Rejected.invalid(FIELD, "{0}: 1 to {1} seconds", name, MOST_SECONDS);
        if (program.memory() < 0) throw Rejected.invalid(FIELD, "must be 0 (none) or more");
    }

    /// Why a file is not to be run; empty when it is.
    public static Optional<Fault> unusable(String path) {
        try {
            var file = Path.of(path);
            if (!file.isAbsolute() || !Files.isRegularFile(file) || !Files.isExecutable(file)) return Optional.of(new Fault(FIELD, "{0} is no program on this machine; give its whole path", path));
            if (Files.getPosixFilePermissions(file.toRealPath(), LinkOption.NOFOLLOW_LINKS).contains(PosixFilePermission.OTHERS_WRITE)) return Optional.of(new Fault(FIELD, "{0} can be changed by everybody on this machine", path));
            return Optional.empty();
        } catch (InvalidPathException | IOException | UnsupportedOperationException _) {
            return Optional.of(new Fault(FIELD, "{0} is no program on this machine; give its whole path", path));
        }
    }

    private static boolean folder(String text) {
        try {
            return Path.of(text).isAbsolute() && Files.isDirectory(Path.of(text));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /// Changes with the list.
    public String version() { return Integer.toHexString(all().hashCode()); }
}
