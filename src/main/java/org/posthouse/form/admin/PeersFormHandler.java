package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;
import org.posthouse.gateway.Peering;
import org.posthouse.gateway.Peers;

@ApplicationScoped class PeersFormHandler implements FormHandler<PeersForm> {
    @Inject Peers peers;

    @Override public Loaded<PeersForm> load(Subject who, Key key) {
        var peering = peers.load();
        return new Loaded<>(new PeersForm(peering.domains().stream().sorted().toList(), peering.houses().stream().map(house -> new PeersForm.House(house.url(), house.target())).toList(), Secret.NONE), Integer.toString(peers.version()), "");
    }

    @Override public Work apply(Subject who, Key key, PeersForm form) {
        return () -> {
            peers.save(new Peering(new HashSet<>(form.domains()), form.houses().stream().map(house -> new Peering.House(house.url(), house.target())).toList()), form.secret().reveal());
            return Applied.to(Key.NONE, "");
        };
    }
}
