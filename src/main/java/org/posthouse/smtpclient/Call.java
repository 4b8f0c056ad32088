package org.posthouse.smtpclient;

import java.net.InetAddress;
import java.util.Optional;
import org.posthouse.routing.Route.Login;
import org.posthouse.routing.Route.Tls;
import org.posthouse.routing.Server;

/// What a session is to be opened for.
///
/// @param source address of this end; empty for the system's choice
/// @param name   what we call ourselves (RFC 5321 §4.1.1.1)
public record Call(Server server, Optional<InetAddress> source, Tls tls, Optional<Login> login, String name) { }
