package org.posthouse.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.posthouse.blackbox.Await;

/// A house that is taken out of its server leaves no port bound. On a server of its own, so after all classes that share one.
@Order(Integer.MAX_VALUE) @ExtendWith(ArquillianExtension.class) @RunAsClient @Tag("container") @Tag("any-database")
class UndeployIT {
    @Deployment public static WebArchive house() { return HouseTest.archive("leaving.war"); }

    @Test void undeployFreesEveryPort(@ArquillianResource URL url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var leaving = URI.create("http://127.0.0.1:" + url.getPort() + "/leaving/leaving");
            var ports = client.send(HttpRequest.newBuilder(leaving).build(), BodyHandlers.ofString()).body().lines().map(Integer::valueOf).toList();
            assertEquals(6, ports.size());
            assertTrue(ports.stream().allMatch(UndeployIT::accepts), ports::toString);
            var undeploy = HttpRequest.newBuilder(URI.create(leaving + "?application=leaving")).POST(HttpRequest.BodyPublishers.noBody()).build();
            assertEquals(200, client.send(undeploy, BodyHandlers.discarding()).statusCode());
            Await.until(() -> "nothing accepts any more", () -> ports.stream().filter(UndeployIT::accepts).toList(), List::isEmpty);
        }
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }
}
