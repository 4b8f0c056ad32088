package org.posthouse.transport;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One process, its input and output, and its end, which comes in any case and is the end of all that it has started. What it writes beyond a little is read and dropped; beyond [#MOST_OUTPUT] it is ended.
record Execution(List<String> command, String folder, Map<String, String> environment, Duration limit) {
    static final int MOST_OUTPUT = 1 << 20;
    private static final int KEPT = 800;
    /// For the streams of a process that is gone: a child of it may still hold them.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /// How it ended.
    sealed interface Ended {
        /// By itself, or by a signal when the code is above 128.
        record Exit(int code, String said) implements Ended { }

        record TooLong() implements Ended { }

        record TooLoud(String said) implements Ended { }
    }

    /// Writes the input; an exception means that nobody reads it any more, or that the message cannot be read.
    interface Input {
        void to(OutputStream stream) throws IOException;
    }

    static Execution of(List<String> command, String folder, Map<String, String> environment, Duration limit) { return new Execution(command, folder, environment, limit); }

    Ended run(Input input) throws IOException, InterruptedException {
        var kin = Kin.begin();
        var whole = new ArrayList<>(Kin.starter());
        whole.addAll(command);
        var builder = new ProcessBuilder(whole).directory(new File(folder)).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(kin.mark().getKey(), kin.mark().getValue());
        var process = builder.start();
        var loud = new AtomicBoolean();
        var said = new CompletableFuture<String>();
        var fed = new CompletableFuture<Void>();
        Thread.ofVirtual().name("posthouse-program-output").start(() -> said.complete(listen(process, kin, loud)));
        Thread.ofVirtual().name("posthouse-program-input").start(() -> feed(process, input, fed));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kin.end(process);
                return new Ended.TooLong();
            }
            var words = said.completeOnTimeout("", LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS).join();
            if (loud.get()) return new Ended.TooLoud(words);
            var unread = damaged(fed);
            if (unread != null) throw unread;
            return new Ended.Exit(process.exitValue(), words);
        } finally {
            kin.end(process);                                            // also what it left behind when it ended by itself: its time is over
            close(process);
        }
    }

    /// The message could not be read: the program has seen half of it, and whatever it answered is worth nothing.
    private static IOException damaged(CompletableFuture<Void> fed) {
        var failure = fed.completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS).handle((_, failed) -> failed).join();
        return failure instanceof IOException unread ? unread : null;
    }

    private static void feed(Process process, Input input, CompletableFuture<Void> fed) {
        var pipe = new Pipe(process.getOutputStream());
        try (pipe) {
            input.to(pipe);
            fed.complete(null);
        } catch (IOException failed) {
            if (pipe.broken) fed.complete(null);                             // it did not want the rest; its exit status says what it made of that
            else fed.completeExceptionally(failed);
        }
    }

    private static String listen(Process process, Kin kin, AtomicBoolean loud) {
        var kept = new byte[KEPT];
        int length = 0;
        long all = 0;
        try (InputStream output = process.getInputStream()) {
            var some = new byte[8192];
            for (int got = output.read(some); got >= 0; got = output.read(some)) {
                int take = Math.min(got, KEPT - length);
                System.arraycopy(some, 0, kept, length, take);
                length += take;
                all += got;
                if (all > MOST_OUTPUT) {
                    loud.set(true);
                    kin.end(process);
                    break;
                }
            }
        } catch (IOException _) {
            // the process is gone
        }
        return new String(kept, 0, length, StandardCharsets.UTF_8).strip();
    }

    private static void close(Process process) {
        try (var _ = process.getInputStream(); var _ = process.getOutputStream()) {
            // a child that holds the other end does not keep ours open
        } catch (IOException _) {
            // it was closed, or broken
        }
    }

    /// Knows whether it was the reading or the writing that failed.
    private static final class Pipe extends OutputStream {
        private final OutputStream to;
        private boolean broken;

        Pipe(OutputStream to) { this.to = to; }

        @Override public void write(int octet) throws IOException { write(new byte[] {(byte) octet}, 0, 1); }

        @Override public void write(byte[] octets, int from, int length) throws IOException {
            try {
                to.write(octets, from, length);
            } catch (IOException gone) {
                broken = true;
                throw gone;
            }
        }

        @Override public void flush() throws IOException {
            try {
                to.flush();
            } catch (IOException gone) {
                broken = true;
                throw gone;
            }
        }

        @Override public void close() throws IOException {
            try {
                to.close();
            } catch (IOException gone) {
                broken = true;
                throw gone;
            }
        }
    }
}
