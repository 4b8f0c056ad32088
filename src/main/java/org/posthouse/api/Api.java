package org.posthouse.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/// The JSON face of the house; `/openapi` describes it to machines, docs/reference/api.md to people.
@ApplicationPath("/api/v1")
@OpenAPIDefinition(info = @Info(title = "Posthouse", version = "1", description = "Errors are RFC 9457 problem documents that name the field."),
        security = {@SecurityRequirement(name = "basic"), @SecurityRequirement(name = "token")})
@SecurityScheme(securitySchemeName = "basic", type = SecuritySchemeType.HTTP, scheme = "basic", description = "Any address or the login of an account, and its password; not where a second factor guards the account.")
@SecurityScheme(securitySchemeName = "token", type = SecuritySchemeType.HTTP, scheme = "bearer", description = "A token that its owner made in the browser.")
public class Api extends Application { }
