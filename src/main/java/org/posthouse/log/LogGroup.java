package org.posthouse.log;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.posthouse.setting.TextSetting;

/// Events that belong together, by the loggers that write them.
public enum LogGroup {
    SMTP(TextSetting.LOG_SMTP, "connector.smtp", "endpoint.IntakeBean"),
    POP3(TextSetting.LOG_POP3, "connector.pop3", "endpoint.MaildropBean"),
    CONNECTIONS(TextSetting.LOG_CONNECTIONS, "connector.listen", "connector.ra", "wire"),
    SIGN_IN(TextSetting.LOG_SIGN_IN, "account", "token", "security", "endpoint.SignInBean", "web.auth"),
    DELIVERY(TextSetting.LOG_DELIVERY, "delivery", "routing"),
    STORE(TextSetting.LOG_STORE, "store", "mailbox"),
    WEB(TextSetting.LOG_WEB, "web", "api"),
    CHANGES(TextSetting.LOG_CHANGES, "form", "change", "setting", "domain"),
    /// The rest of ours.
    HOUSE(TextSetting.LOG_HOUSE, ""),
    /// What is not ours.
    SERVER(TextSetting.LOG_SERVER);

    private static final String OURS = "org.posthouse";

    private final TextSetting setting;
    private final List<String> packages;

    LogGroup(TextSetting setting, String... packages) {
        this.setting = setting;
        this.packages = List.of(packages);
    }

    /// How much of it is written.
    public TextSetting setting() { return setting; }

    /// As in parameters and keys of texts.
    public String label() { return setting.label().substring("log.".length()); }

    /// Names of its loggers, of which others inherit.
    public List<String> loggers() { return this == SERVER ? List.of("") : packages.stream().map(name -> name.isEmpty() ? OURS : OURS + "." + name).toList(); }

    /// By a logger's name as it stands in the log: ours without `org.posthouse.`, others' last name only.
    public static LogGroup of(String logger) {
        return Arrays.stream(values()).flatMap(group -> group.packages.stream().filter(name -> !name.isEmpty() && (logger.equals(name) || logger.startsWith(name + "."))).map(name -> new Match(group, name.length())))
                .max(Comparator.comparingInt(Match::length)).map(Match::group).orElse(logger.contains(".") ? HOUSE : SERVER);
    }

    private record Match(LogGroup group, int length) { }

    /// `WARNING`, `INFO` or `FINE` for what the setting says.
    public static String level(String detail) {
        return switch (detail) {
            case "problems" -> "WARNING";
            case "details" -> "FINE";
            default -> "INFO";
        };
    }
}
