"""The composed deployment, checked without an engine: schema, references, secrets, ports, health, the same lock."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import compose_spec
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
TEXT = FILE.read_text(encoding="utf-8")
DOCKERFILES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("Dockerfile", "deploy/superset/Dockerfile")}
SERVICES: dict[str, dict] = yaml.safe_load(TEXT)["services"]
EXAMPLE = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M))
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([?-])([^}]*))?\}")
FOR_READERS = {"postgres-bi", "superset", "web"}
ONCE = {"init", "superset-init"}
SECRET = re.compile(r"PASSWORD|SECRET|KEY")


def filled_in() -> str:
    """The file as compose sees it after putting in the variables, merge keys resolved."""
    values = {name: value or "filled-in" for name, value in EXAMPLE.items()}
    text = VARIABLE.sub(lambda match: values.get(match[1]) or match[3], TEXT).replace("$$", "$")
    data = {key: value for key, value in yaml.safe_load(text).items() if not key.startswith("x-")}
    return yaml.safe_dump(data)


def test_it_follows_the_compose_specification() -> None:
    assert set(compose_spec.PyCompose.from_yaml(filled_in()).service_names()) == set(SERVICES)
    for wrong in (("restart: unless-stopped", "restart: sometimes"), ("condition: service_healthy", "condition: well")):
        with pytest.raises(ValueError, match=r"sometimes|well"):
            compose_spec.PyCompose.from_yaml(filled_in().replace(*wrong))


def test_compose_itself_accepts_it(tmp_path: Path) -> None:
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode != 0:
        pytest.skip("no docker compose client here")
    env = tmp_path / "env"
    env.write_text("".join(f"{name}={value or 'x'}\n" for name, value in EXAMPLE.items()))
    command = ["docker", "compose", "--file", str(FILE), "--env-file", str(env), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_service_of_the_deployment_is_there() -> None:
    airflow = {"init", "api-server", "scheduler", "dag-processor", "triggerer", "worker"}
    assert set(SERVICES) == {*airflow, "postgres", "redis", *FOR_READERS, "superset-init"}


def test_every_variable_is_explained_and_every_explained_one_is_used() -> None:
    assert {match[1] for match in VARIABLE.finditer(TEXT)} == set(EXAMPLE)
    assert "${" not in VARIABLE.sub("", TEXT).replace("$${", "")


def test_no_secret_has_a_default() -> None:
    for match in VARIABLE.finditer(TEXT):
        if SECRET.search(match[1]):
            assert match[2] == "?", f"{match[0]} must stop compose when it is missing"
            assert EXAMPLE[match[1]] == "", f"{match[1]} has a value in .env.example"
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if SECRET.search(key):
                assert str(value).startswith("${"), f"{name}: {key} is written out"
    assert not re.search(r"://\w*:(?!\$\{)[^/@\s]+@", TEXT), "a password stands in an address"


def test_ports_are_on_loopback_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports and all(str(port).startswith("127.0.0.1:") for port in ports)
    assert all("network_mode" not in service for service in SERVICES.values())


def test_every_lasting_service_has_a_health_check_and_restarts() -> None:
    for name, service in SERVICES.items():
        if name in ONCE:
            assert service["restart"] == "no"
            continue
        assert service["healthcheck"]["test"] and service["healthcheck"]["retries"], name
        assert service["restart"] == "unless-stopped"
        for other, how in service.get("depends_on", {}).items():
            assert how["condition"] == ("service_completed_successfully" if other in ONCE else "service_healthy")


def test_files_and_volumes_exist() -> None:
    declared = set(yaml.safe_load(TEXT)["volumes"])
    for service in SERVICES.values():
        if "build" in service:
            assert (ROOT / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        for volume in service.get("volumes", []):
            source = VARIABLE.sub(lambda match: EXAMPLE[match[1]], volume).split(":")[0]
            assert source in declared or source.startswith("./")
            if source.startswith("./deploy/"):
                assert (ROOT / source).is_file() and volume.endswith(":ro")
    for text in DOCKERFILES.values():
        for source in re.findall(r"^COPY (.+) \S+$", text, re.M):
            for name in source.split():
                assert (ROOT / name).exists(), name
                assert f"!{name}" in (ROOT / ".dockerignore").read_text().splitlines()


@pytest.mark.parametrize(
    ("file", "lock", "user"),
    [
        ("Dockerfile", "requirements.lock", "50000:0"),
        ("deploy/superset/Dockerfile", "requirements-superset.lock", "50001:0"),
    ],
)
def test_each_image_is_the_same_lock_and_no_root(file: str, lock: str, user: str) -> None:
    text = DOCKERFILES[file]
    installs = re.findall(r"pip install[^\n&]*", text)
    assert installs and all("--require-hashes" in line for line in installs)
    assert f"-r {lock}" in text and "-r requirements-uv.lock" in text
    assert re.findall(r"^USER (.+)$", text, re.M)[-1] == user
    for name, service in SERVICES.items():
        assert service.get("user") or name == "postgres", name
        if service.get("build", {}).get("dockerfile") == file:
            assert service["user"] == user


def test_what_serves_readers_cannot_write_into_the_warehouse_nor_gain_rights() -> None:
    for name in (*FOR_READERS, "superset-init"):
        service = SERVICES[name]
        assert service["cap_drop"] == ["ALL"] and service["security_opt"] == ["no-new-privileges:true"], name
        assert not {"privileged", "cap_add", "devices", "pid", "ipc"} & set(service), name
        mounts = [volume for volume in service.get("volumes", []) if not volume.startswith("postgres-bi:")]
        assert all(volume.endswith(":ro") for volume in mounts), name
    assert "warehouse:/data/warehouse:ro" in SERVICES["web"]["volumes"] and SERVICES["web"]["read_only"] is True
    writers = {name for name, service in SERVICES.items() if "warehouse:/data/warehouse" in service.get("volumes", [])}
    assert writers == {name for name, service in SERVICES.items() if service.get("image") == "kenpo-warehouse:local"}


def test_bi_reads_with_the_readers_password_and_its_server_is_none_of_airflows() -> None:
    superset = SERVICES["superset"]["environment"]
    assert superset["SUPERSET_SOURCE_URI"].startswith(
        "postgresql+psycopg2://kenpo_reader:${POSTGRES_BI_READER_PASSWORD:"
    )
    assert all("LOADER" not in str(value) for value in superset.values())
    assert "SUPERSET_ADMIN_PASSWORD" not in superset, "only the service that makes the user needs it"
    assert "@postgres-bi/" in SERVICES["worker"]["environment"]["KENPO_POSTGRES"]
    assert "@postgres/" in SERVICES["worker"]["environment"]["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]


def test_the_web_server_is_the_one_that_is_tested() -> None:
    """`test_web.py` runs this file; it says where the volume is mounted and which port is published."""
    text = (ROOT / "deploy" / "web" / "nginx.conf").read_text(encoding="utf-8")
    web = SERVICES["web"]
    assert "./deploy/web/nginx.conf:/etc/nginx/nginx.conf:ro" in web["volumes"]
    assert "listen 8080;" in text and all(str(port).endswith(":8080") for port in web["ports"])
    assert set(re.findall(r"^ *root (\S+);", text, re.M)) == {"/data/warehouse/published/current", "/data/warehouse"}


def test_every_airflow_setting_is_known_to_the_locked_airflow() -> None:
    """Asked in a process of its own, which may keep its airflow.cfg in a folder of its own."""
    names = sorted(set(re.findall(r"\bAIRFLOW__(\w+?)__(\w+)\b", TEXT)))
    assert len(names) > 10
    script = (
        "import json, sys\n"
        "from airflow.configuration import conf\n"
        "from airflow.providers_manager import ProvidersManager\n"
        "ProvidersManager().initialize_providers_configuration()\n"
        "known = conf.configuration_description\n"
        "for section, key in json.loads(sys.argv[1]):\n"
        "    assert key in known[section]['options'], (section, key)\n"
    )
    lower = json.dumps([[part.lower() for part in name] for name in names])
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "AIRFLOW_HOME": home}
        done = subprocess.run([sys.executable, "-c", script, lower], env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
