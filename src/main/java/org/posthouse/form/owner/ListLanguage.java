package org.posthouse.form.owner;

import java.util.Arrays;
import java.util.Locale;

/// Languages that letters are written in.
public enum ListLanguage {
    EN, JA, ZH;

    String tag() { return name().toLowerCase(Locale.ROOT); }

    static ListLanguage of(String tag) { return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst().orElse(EN); }
}
