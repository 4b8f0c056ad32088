package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.setting.Settings;

/// What is done with mail that failed, as somebody chose for each class of failures.
@ApplicationScoped class ErrorHandling {
    @Inject Settings settings;

    sealed interface Way {
        /// The sender is told.
        record Return() implements Way { }

        /// It waits for a person.
        record Hold() implements Way { }

        /// Somebody else gets the message.
        record Redirect(String address) implements Way { }
    }

    Way of(Trouble trouble) {
        var chosen = trouble.handling().map(settings.now()::text).orElse("return");
        return switch (chosen) {
            case "return" -> new Way.Return();
            case "hold" -> new Way.Hold();
            default -> new Way.Redirect(chosen);
        };
    }
}
