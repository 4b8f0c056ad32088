package org.posthouse.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What to answer an authority that looks whether a name is ours (RFC 8555 §8.3), for as long as it may look.
@ApplicationScoped public class Challenges {
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    public Optional<String> answer(String token) { return Optional.ofNullable(answers.get(token)); }

    void expect(String token, String answer) { answers.put(token, answer); }

    void forget(Iterable<String> tokens) { tokens.forEach(answers::remove); }
}
