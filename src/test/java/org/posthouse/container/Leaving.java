package org.posthouse.container;

import fish.payara.micro.PayaraMicro;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.posthouse.connector.api.Service;

/// Opens the house and tells its ports (GET), or has the server undeploy an application behind the caller's back (POST).
@WebServlet("/leaving") public class Leaving extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Doors.open();
        for (var service : Service.values()) response.getWriter().println(Doors.port(service));
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        var name = request.getParameter("application");
        var runtime = PayaraMicro.getInstance().getRuntime();
        Thread.ofPlatform().name("leaving").start(() -> runtime.undeploy(name));
    }
}
