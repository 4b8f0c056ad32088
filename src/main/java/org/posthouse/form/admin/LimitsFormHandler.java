package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

@ApplicationScoped class LimitsFormHandler implements FormHandler<LimitsForm> {
    @Inject Settings settings;

    @Override public Loaded<LimitsForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new LimitsForm(
                now.value(Setting.MESSAGE_BYTES), now.value(Setting.RECIPIENTS), now.value(Setting.MESSAGES), now.value(Setting.COMMAND_TIMEOUT),
                now.value(Setting.DATA_TIMEOUT), now.value(Setting.DATA_TOTAL), now.value(Setting.POP_TIMEOUT), now.value(Setting.CONNECTIONS),
                now.value(Setting.CONNECTIONS_PER_ADDRESS), now.value(Setting.ERRORS), now.flag(Setting.VRFY), now.flag(Setting.EXPN),
                now.value(Setting.COMMAND_OCTETS), now.value(Setting.TEXT_OCTETS), now.value(Setting.HEADER_BYTES), now.value(Setting.HEADER_FIELDS),
                now.value(Setting.PARAMETER_OCTETS), now.value(Setting.MIME_DEPTH), now.value(Setting.MIME_PARTS)),
                Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, LimitsForm form) {
        var fields = new SettingFields()
                .put("messageBytes", Setting.MESSAGE_BYTES, form.messageBytes())
                .put("recipients", Setting.RECIPIENTS, form.recipients())
                .put("messages", Setting.MESSAGES, form.messages())
                .put("commandSeconds", Setting.COMMAND_TIMEOUT, form.commandSeconds())
                .put("dataSeconds", Setting.DATA_TIMEOUT, form.dataSeconds())
                .put("dataTotalSeconds", Setting.DATA_TOTAL, form.dataTotalSeconds())
                .put("popSeconds", Setting.POP_TIMEOUT, form.popSeconds())
                .put("connections", Setting.CONNECTIONS, form.connections())
                .put("connectionsPerAddress", Setting.CONNECTIONS_PER_ADDRESS, form.connectionsPerAddress())
                .put("errors", Setting.ERRORS, form.errors())
                .put("vrfy", Setting.VRFY, form.vrfy())
                .put("expn", Setting.EXPN, form.expn())
                .put("commandOctets", Setting.COMMAND_OCTETS, form.commandOctets())
                .put("textOctets", Setting.TEXT_OCTETS, form.textOctets())
                .put("headerBytes", Setting.HEADER_BYTES, form.headerBytes())
                .put("headerFields", Setting.HEADER_FIELDS, form.headerFields())
                .put("parameterOctets", Setting.PARAMETER_OCTETS, form.parameterOctets())
                .put("mimeDepth", Setting.MIME_DEPTH, form.mimeDepth())
                .put("mimeParts", Setting.MIME_PARTS, form.mimeParts());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
