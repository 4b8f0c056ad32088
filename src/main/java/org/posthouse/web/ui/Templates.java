package org.posthouse.web.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// The compiled templates of `src/main/jte`.
@ApplicationScoped public class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html, Templates.class.getClassLoader());

    /// @param template such as `admin/accounts.jte`; its parameters are `screen` and, when there is a model, `model`
    String render(String template, Map<String, Object> parameters) {
        var out = new StringOutput(16 << 10);
        engine.render(template, parameters, out);
        return out.toString();
    }
}
