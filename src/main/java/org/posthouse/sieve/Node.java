package org.posthouse.sieve;

import java.util.List;

/// A command or test as it is written, before anybody asks what it means (RFC 5228 §8.2).
///
/// @param name  in lower case
/// @param block empty list and `hasBlock` false when it ends in a semicolon
record Node(String name, List<Argument> arguments, List<Node> tests, boolean hasBlock, List<Node> block, int line) {
    sealed interface Argument {
        record Tag(String name) implements Argument { }

        record Number(long value) implements Argument { }

        /// One string or a list.
        record Strings(List<String> values, boolean list) implements Argument { }
    }
}
