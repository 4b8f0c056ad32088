package org.posthouse.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/// What TLS runs on: the connection's own socket, read through the [Inlet] that knows the time limits.
final class Carrier extends Socket {
    private final Socket socket;
    private final Inlet inlet;

    Carrier(Socket socket, Inlet inlet) {
        this.socket = socket;
        this.inlet = inlet;
    }

    @Override public InputStream getInputStream() { return inlet; }

    @Override public OutputStream getOutputStream() throws IOException { return socket.getOutputStream(); }

    @Override public boolean isConnected() { return socket.isConnected(); }

    @Override public boolean isBound() { return socket.isBound(); }

    @Override public boolean isClosed() { return socket.isClosed(); }

    @Override public boolean isInputShutdown() { return false; }       // a woken session still writes its farewell

    @Override public boolean isOutputShutdown() { return socket.isOutputShutdown(); }

    @Override public void shutdownInput() { }

    @Override public void shutdownOutput() throws IOException { socket.shutdownOutput(); }

    @Override public InetAddress getInetAddress() { return socket.getInetAddress(); }

    @Override public InetAddress getLocalAddress() { return socket.getLocalAddress(); }

    @Override public int getPort() { return socket.getPort(); }

    @Override public int getLocalPort() { return socket.getLocalPort(); }

    @Override public SocketAddress getRemoteSocketAddress() { return socket.getRemoteSocketAddress(); }

    @Override public SocketAddress getLocalSocketAddress() { return socket.getLocalSocketAddress(); }

    @Override public int getSoTimeout() throws SocketException { return socket.getSoTimeout(); }

    @Override public void setSoTimeout(int millis) throws SocketException { socket.setSoTimeout(millis); }

    @Override public int getSoLinger() throws SocketException { return socket.getSoLinger(); }

    @Override public void setSoLinger(boolean on, int seconds) throws SocketException { socket.setSoLinger(on, seconds); }

    @Override public boolean getTcpNoDelay() throws SocketException { return socket.getTcpNoDelay(); }

    @Override public void setTcpNoDelay(boolean on) throws SocketException { socket.setTcpNoDelay(on); }

    @Override public void close() throws IOException { socket.close(); }
}
