package org.posthouse.form.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Period;
import java.util.Optional;
import org.posthouse.form.Audience;
import org.posthouse.form.Form;

/// A token with which one program uses the API in one's name.
@Form(id = "api-token", who = Audience.SELF, creates = true)
public record ApiTokenForm(@NotBlank @Size(max = 100) String name, Life life) {
    public enum Life {
        MONTH(30), QUARTER(90), YEAR(365), ENDLESS(0);

        private final int days;

        Life(int days) { this.days = days; }

        Optional<Period> period() { return days == 0 ? Optional.empty() : Optional.of(Period.ofDays(days)); }
    }
}
