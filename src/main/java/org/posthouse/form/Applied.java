package org.posthouse.form;

import java.util.Optional;

/// What came of a form.
///
/// @param key    of the thing, also of a new one; NONE when it is gone
/// @param name   of the thing, for the history
/// @param reveal a new secret (app password, token), shown this once
/// @param next   a path of the web face to go on to; empty for the form itself
public record Applied(Key key, String name, Optional<String> reveal, Optional<String> next) {
    public static Applied to(Key key, String name) { return new Applied(key, name, Optional.empty(), Optional.empty()); }

    public Applied revealing(String secret) { return new Applied(key, name, Optional.of(secret), next); }

    public Applied then(String path) { return new Applied(key, name, reveal, Optional.of(path)); }
}
