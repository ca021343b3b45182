# syntax=docker/dockerfile:1
# Microsoft's .NET images, by the names that they have below their registry: put your registry (or mirror) in front of them, here or in .env.
ARG SDK_IMAGE=dotnet/sdk:10.0
ARG RUNTIME_IMAGE=dotnet/aspnet:10.0

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
# No ReadyToRun: the solver's loops would begin as code for the oldest processor.
RUN dotnet publish src/LoraCluster.Cli -c Release -r linux-x64 --self-contained false -p:DebugType=none -p:PublishDocumentationFiles=false -o /app

FROM ${RUNTIME_IMAGE}
# A number, so that Kubernetes can see that it is not root.
ARG NODE_UID=10001
COPY --from=build /app /app
# A new volume takes the owner of the directory that it is mounted over.
RUN install -d -o "${NODE_UID}" -g "${NODE_UID}" -m 0750 /data
# Diagnostics would open a socket in /tmp. The cache holds measured speeds, which a new container measures again.
ENV DOTNET_EnableDiagnostics=0 \
    LORACLUSTER_CACHE=/tmp/lora-cluster \
    PATH=/app:${PATH}
WORKDIR /
USER ${NODE_UID}:${NODE_UID}
VOLUME /data
STOPSIGNAL SIGTERM
# No HEALTHCHECK: where a node answers, and whether with TLS and a token, are its settings; docker-compose.yml and deploy/kubernetes have them.
ENTRYPOINT ["lora-cluster"]
