package org.posthouse.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.posthouse.domain.Rejected;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

/// Has an authority make a certificate (RFC 8555): one order from the account to the chain. Waits for the authority, so it is never called within a transaction.
@ApplicationScoped public class Acme {
    private static final System.Logger LOG = System.getLogger(Acme.class.getName());
    private static final Duration NETWORK = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Why there is no certificate.
    public enum Problem {
        /// The authority does not answer.
        UNREACHABLE,
        /// It looked for the name and did not find us.
        NAME_REFUSED,
        /// It wants no (more) certificates for these names for now.
        RATE_LIMITED,
        /// Somebody must agree to its new terms.
        TERMS,
        /// It refuses for another reason.
        REFUSED,
        /// It took too long.
        TOO_SLOW,
        /// It sent what cannot be used, or we failed.
        UNUSABLE
    }

    public sealed interface Outcome {
        record Done(ServerCertificate certificate) implements Outcome { }

        /// @param name      the host it is about, or empty
        /// @param detail    what the authority or the network said, for who needs it
        /// @param notBefore when the authority wants to be asked again
        record Failed(Problem problem, String name, String detail, Optional<Instant> notBefore) implements Outcome { }
    }

    @Inject Config config;
    @Inject SecureRandom random;
    @Inject Challenges challenges;

    /// A certificate for the names of the plan, its key new each time.
    public Outcome obtain(AcmePlan plan) {
        var outcome = attempt(plan);
        switch (outcome) {
            case Outcome.Done done -> LOG.log(Level.INFO, "event=acme-certificate names={0} until={1}", String.join(",", plan.names()), done.certificate.until());
            case Outcome.Failed failed -> LOG.log(Level.WARNING, "event=acme-failed problem={0} name={1} directory={2} detail={3}", failed.problem, failed.name, plan.directory(), failed.detail.replaceAll("[^ -~]", " "));
        }
        return outcome;
    }

    private Outcome attempt(AcmePlan plan) {
        try {
            return order(plan);
        } catch (AcmeNetworkException unreachable) {
            return failed(Problem.UNREACHABLE, "", cause(unreachable));
        } catch (AcmeRateLimitedException limited) {
            return new Outcome.Failed(Problem.RATE_LIMITED, "", limited.getMessage(), limited.getRetryAfter());
        } catch (AcmeUserActionRequiredException terms) {
            return failed(Problem.TERMS, "", terms.getMessage());
        } catch (AcmeServerException refused) {
            return failed(Problem.REFUSED, "", refused.getMessage());
        } catch (AcmeException | IOException | RuntimeException failed) {
            return failed(failed.getCause() instanceof IOException ? Problem.UNREACHABLE : Problem.UNUSABLE, "", cause(failed));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(Problem.TOO_SLOW, "", "the house was closed meanwhile");
        }
    }

    private Outcome order(AcmePlan plan) throws AcmeException, IOException, InterruptedException {
        var order = login(plan).newOrder().domains(plan.names()).create();
        var tokens = new ArrayList<String>();
        try {
            var refused = prove(order, tokens);
            if (refused.isPresent()) return refused.get();
        } finally {
            challenges.forget(tokens);
        }
        if (order.waitUntilReady(PATIENCE) != Status.READY) return ended(order);
        var pair = SelfSigned.pair(random);
        order.execute(pair);
        if (order.waitForCompletion(PATIENCE) != Status.VALID) return ended(order);
        return certificate(order, pair, plan);
    }

    private Login login(AcmePlan plan) throws AcmeException, IOException {
        var session = new Session(URI.create(plan.directory()), new TrustingProvider(config.getOptionalValue("posthouse.acme.ca", String.class).filter(file -> !file.isBlank()).map(Path::of)));
        session.networkSettings().setTimeout(NETWORK);
        var keys = accountKeys();
        var builder = new AccountBuilder().useKeyPair(keys);
        if (plan.agreed()) builder.agreeToTermsOfService();
        if (!plan.contact().isEmpty()) builder.addEmail(plan.contact());
        var login = builder.createLogin(session);                        // an account that is there already comes back as it was
        contact(login.getAccount(), plan.contact());
        return login;
    }

    private static void contact(Account account, String wanted) throws AcmeException {
        var contacts = wanted.isEmpty() ? List.<URI>of() : List.of(URI.create("mailto:" + wanted));
        if (account.getContacts().equals(contacts)) return;
        var change = account.modify();
        change.getContacts().clear();
        change.getContacts().addAll(contacts);
        change.commit();
    }

    /// Who we are to every authority; made once.
    private synchronized KeyPair accountKeys() throws IOException {
        var file = Path.of(config.getOptionalValue("posthouse.home", String.class).orElse("./var")).resolve("config/acme-account.pem");
        if (!Files.exists(file)) PrivateFile.write(file, Pem.write(SelfSigned.pair(random)));
        return Pem.readPair(Files.readString(file));
    }

    /// Shows for every name that it leads here.
    private Optional<Outcome> prove(Order order, List<String> tokens) throws AcmeException, InterruptedException {
        var open = order.getAuthorizations().stream().filter(authorization -> authorization.getStatus() != Status.VALID).toList();
        for (var authorization : open) {
            var challenge = authorization.findChallenge(Http01Challenge.class);
            if (challenge.isEmpty()) return Optional.of(failed(Problem.NAME_REFUSED, host(authorization), "the authority offers no http-01 challenge for it"));
            challenges.expect(challenge.get().getToken(), challenge.get().getAuthorization());
            tokens.add(challenge.get().getToken());
            challenge.get().trigger();
        }
        for (var authorization : open)
            if (authorization.waitForCompletion(PATIENCE) != Status.VALID) return Optional.of(failed(Problem.NAME_REFUSED, host(authorization), reason(authorization)));
        return Optional.empty();
    }

    private static String host(Authorization authorization) { return authorization.getIdentifier().getValue(); }

    private static String reason(Authorization authorization) {
        return authorization.findChallenge(Http01Challenge.class).flatMap(Http01Challenge::getError).map(problem -> problem.getDetail().orElse(problem.toString())).orElse("status " + authorization.getStatus());
    }

    private static Outcome ended(Order order) {
        boolean over = order.getStatus() == Status.INVALID;
        return failed(over ? Problem.REFUSED : Problem.TOO_SLOW, "", order.getError().map(problem -> problem.getDetail().orElse(problem.toString())).orElse("status " + order.getStatus()));
    }

    private static Outcome certificate(Order order, KeyPair pair, AcmePlan plan) {
        var made = ServerCertificate.of(Certificates.ACME, order.getCertificate().getCertificateChain(), pair.getPrivate());
        try {
            var read = Pem.read(Pem.write(made), "").named(Certificates.ACME);
            return read.coversAll(plan.names()) ? new Outcome.Done(read) : failed(Problem.UNUSABLE, "", "the certificate is for " + read.hosts());
        } catch (Rejected unusable) {
            return failed(Problem.UNUSABLE, "", unusable.getMessage());
        }
    }

    private static Outcome failed(Problem problem, String name, String detail) { return new Outcome.Failed(problem, name, detail == null ? "" : detail, Optional.empty()); }

    private static String cause(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) root = root.getCause();
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }
}
