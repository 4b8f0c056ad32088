package org.posthouse.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// All processes that one run has brought about. A child whose parent has ended is nobody's child any more, so it is known by two other things that it inherits: the session that the run begins, and a word in its
/// environment, which stays when it begins a session of its own.
///
/// @param word what is put into the environment as [#VARIABLE]
record Kin(String word) {
    static final String VARIABLE = "POSTHOUSE_RUN";
    private static final Path PROCESSES = Path.of("/proc");
    private static final List<Path> STARTERS = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    /// What multiplies while it is ended is looked for again; whoever registers such a program sets it a limit of tasks too.
    private static final int MOST_LOOKS = 20;
    private static final int MOST_ENVIRONMENT = 256 << 10;

    static Kin begin() { return new Kin(UUID.randomUUID().toString()); }

    /// What stands before a command so that it begins a session; nothing where the machine cannot.
    static List<String> starter() { return STARTERS.stream().filter(Files::isExecutable).findFirst().map(tool -> List.of(tool.toString())).orElse(List.of()); }

    Map.Entry<String, String> mark() { return Map.entry(VARIABLE, word); }

    /// Ends them, whether the first of them lives or not.
    void end(Process first) {
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly();
        for (int look = 0; look < MOST_LOOKS; look++) {
            var left = alive(first.pid());
            if (left.isEmpty()) return;
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> alive(long session) {
        var kin = new ArrayList<ProcessHandle>();
        try (Stream<Path> all = Files.list(PROCESSES)) {
            for (var process : (Iterable<Path>) all::iterator) number(process).filter(pid -> pid != session && belongs(process, session)).flatMap(ProcessHandle::of).ifPresent(kin::add);
        } catch (IOException | java.io.UncheckedIOException _) {
            // a machine without such a folder: its descendants are ended, as far as they are known
        }
        return kin;
    }

    private static Optional<Long> number(Path process) {
        var name = process.getFileName().toString();
        return name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() < 11 ? Optional.of(Long.valueOf(name)) : Optional.empty();
    }

    private boolean belongs(Path process, long session) {
        try {
            var line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            var behind = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");         // state, parent, group, session, … : the name before may have anything in it
            if (behind.length < 4 || behind[0].equals("Z") || behind[0].equals("X")) return false;
            return behind[3].equals(Long.toString(session)) || marked(process);
        } catch (IOException gone) {
            return false;
        }
    }

    /// Only processes of the same user can be looked into, and only those could have been started.
    private boolean marked(Path process) {
        try (var in = Files.newInputStream(process.resolve("environ"))) {
            return ("\0" + new String(in.readNBytes(MOST_ENVIRONMENT), StandardCharsets.ISO_8859_1)).contains("\0" + VARIABLE + "=" + word + "\0");
        } catch (IOException foreign) {
            return false;
        }
    }
}
