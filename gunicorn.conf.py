"""How gunicorn serves the site, wherever it is started: in `make run`, in a container, in a test."""

worker_class = "screening.web_worker.ArrivalWorker"
