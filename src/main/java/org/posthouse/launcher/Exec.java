package org.posthouse.launcher;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// execv(3): the process becomes another program and keeps its number, parent, standard streams and signals, so that a script or a supervisor
/// sees one process and a `kill` reaches the server itself.
final class Exec {
    private Exec() { }

    /// Returns only by throwing.
    static void become(List<String> command) {
        forgetPerformanceData();
        var linker = Linker.nativeLinker();
        var execv = linker.downcallHandle(linker.defaultLookup().find("execv").orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var argv = arena.allocate(ADDRESS, command.size() + 1L);
            for (int i = 0; i < command.size(); i++) argv.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
            argv.setAtIndex(ADDRESS, command.size(), MemorySegment.NULL);
            int _ = (int) execv.invokeExact(arena.allocateFrom(command.getFirst()), argv);
        } catch (Throwable failed) {
            throw new CannotStart(Exit.FAULT, "The server's JVM cannot be started: " + failed, failed);
        }
        throw new CannotStart(Exit.FAULT, "The server's JVM cannot be started: " + command.getFirst() + " is not executable.");
    }

    /// This JVM's file for jstat, which only an orderly exit would remove; nothing of ours stays outside the home.
    private static void forgetPerformanceData() {
        try {
            Files.deleteIfExists(Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), Long.toString(ProcessHandle.current().pid())));
        } catch (IOException _) {
            // another JVM of the same user sweeps it
        }
    }
}
