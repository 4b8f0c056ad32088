package org.posthouse.form.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.posthouse.form.Audience;
import org.posthouse.form.Form;

/// A password for one mail program, made by the house.
@Form(id = "app-password", who = Audience.SELF, creates = true)
public record AppPasswordForm(@NotBlank @Size(max = 100) String name) { }
