package org.posthouse.form.admin;

import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// Who may reach the web, for how long a sign-in holds, and what passwords must be. Bounds stand in [org.posthouse.setting.Setting].
@Form(id = "system-security", who = Audience.POSTMASTER)
public record SystemSecurityForm(
        @Field(card = "web") List<String> networks,
        @Field(card = "sessions") long tokenMinutes,
        long tokenHours,
        boolean tokenBound,
        @Field(card = "passwords") long passwordMinimum,
        boolean secondFactor) { }
