package org.posthouse.appliance;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.net.ssl.X509ExtendedKeyManager;
import org.posthouse.certificate.Certificates;

/// Registers the MBean by which the launcher opens and closes the house, for as long as the house is deployed.
@WebListener public class Doorbell implements ServletContextListener {
    @Inject Appliance appliance;
    @Inject HouseThreads threads;
    @Inject Certificates certificates;

    @Override public void contextInitialized(ServletContextEvent event) {
        try {
            var within = threads.within(ApplianceMBean.class, new Ring(appliance, certificates));
            ManagementFactory.getPlatformMBeanServer().registerMBean(new StandardMBean(within, ApplianceMBean.class), name());
        } catch (JMException failed) {
            throw new IllegalStateException("the house cannot be reached by its launcher", failed);
        }
    }

    /// An undeploy without a stop frees every port all the same.
    @Override public void contextDestroyed(ServletContextEvent event) {
        appliance.close();
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
        } catch (JMException _) {
            // it was never registered
        }
    }

    private static ObjectName name() throws JMException { return new ObjectName("org.posthouse:type=Appliance"); }

    private record Ring(Appliance appliance, Certificates certificates) implements ApplianceMBean {
        @Override public Map<String, String> open() {
            var answer = new LinkedHashMap<String, String>();
            try {
                var opened = appliance.open();
                opened.ports().forEach((service, port) -> answer.put(service.label(), Integer.toString(port)));
                opened.setUpCode().ifPresent(code -> answer.put("notice.1", "posthouse set-up code: " + code));
            } catch (Appliance.CannotOpen refused) {
                System.getLogger(Appliance.class.getName()).log(System.Logger.Level.ERROR, "event=cannot-open", refused);
                answer.put("exit", Integer.toString(refused.exit()));
                answer.put("message", refused.getMessage());
            }
            return answer;
        }

        @Override public X509ExtendedKeyManager keys() { return certificates.keys(); }

        @Override public void close() { appliance.close(); }
    }
}
